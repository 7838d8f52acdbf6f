// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** The program: main class, what commands are, how they end. */
@NullMarked
package io.traceweir.app;

import org.jspecify.annotations.NullMarked;
