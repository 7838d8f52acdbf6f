// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** JMH benchmarks of single steps: split, read, decide, count, write. */
@NullMarked
package io.traceweir.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
