// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of traces that are written by hand. */
@NullMarked
package io.traceweir.rules.notation;

import org.jspecify.annotations.NullMarked;
