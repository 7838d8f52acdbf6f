// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** The commands that a person types. */
@NullMarked
package io.traceweir.app.command;

import org.jspecify.annotations.NullMarked;
