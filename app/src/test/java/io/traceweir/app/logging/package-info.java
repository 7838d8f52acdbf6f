// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the log. */
@NullMarked
package io.traceweir.app.logging;

import org.jspecify.annotations.NullMarked;
