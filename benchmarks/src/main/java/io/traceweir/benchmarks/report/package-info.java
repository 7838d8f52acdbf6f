// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** What a run measured and whether what came out is what went in. */
@NullMarked
package io.traceweir.benchmarks.report;

import org.jspecify.annotations.NullMarked;
