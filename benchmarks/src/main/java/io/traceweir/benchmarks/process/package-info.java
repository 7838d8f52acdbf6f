// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Broker, pipeline and bare consumer, each in a process of its own, told what to do by lines. */
@NullMarked
package io.traceweir.benchmarks.process;

import org.jspecify.annotations.NullMarked;
