// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0

/** Partial sums of ticks become points of series. */
@NullMarked
package io.traceweir.pipeline.aggregate;

import org.jspecify.annotations.NullMarked;
