// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/**
 * {@code traceweir bench}: how much processor, memory and Kafka a load of a stated shape takes, as
 * ratios.
 */
@NullMarked
package io.traceweir.benchmarks;

import org.jspecify.annotations.NullMarked;
