// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Variants of the pipeline that drain the same load in turns, and what that says of their cost. */
@NullMarked
package io.traceweir.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
