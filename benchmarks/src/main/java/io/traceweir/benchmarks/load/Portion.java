// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.load;

import io.traceweir.otlp.Signal;

/**
 * What one pod exports of one trace.
 *
 * @param number of the trace
 * @param items fields of a scope's spans or log records, one after the other as they are on the
 *     wire
 */
record Portion(
    long timeMillis, Signal signal, long number, int pod, int count, byte[] items, int collector)
    implements Comparable<Portion> {
  @Override
  public int compareTo(Portion other) {
    return Long.compare(timeMillis, other.timeMillis);
  }
}
