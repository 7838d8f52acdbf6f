// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What came out of the pipeline, read from its topics: decisions, RED metrics and edges, as a
 * summary.
 */
@NullMarked
package io.traceweir.app.outcome;

import org.jspecify.annotations.NullMarked;
