// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the commands. */
@NullMarked
package io.traceweir.app.command;

import org.jspecify.annotations.NullMarked;
