// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A load of a stated shape: which traces there are, and the requests that a few Collectors would
 * write of them.
 */
@NullMarked
package io.traceweir.benchmarks.load;

import org.jspecify.annotations.NullMarked;
