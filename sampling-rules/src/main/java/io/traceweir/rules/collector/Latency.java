// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;

/**
 * The time from the earliest start to the latest end in whole milliseconds, looked at after each
 * span: with an upper bound the first spans may sample a trace that turns out longer. A start of 0
 * is forgotten only while no other has come.
 */
record Latency(long thresholdMillis, long upperMillis) implements Policy {

  @Override
  public Voter bind(Binding binding) {
    return asked -> Vote.sampledIf(matches(asked.trace()));
  }

  private boolean matches(Trace trace) {
    long start = 0;
    long end = 0;
    for (int i = 0; i < trace.spanCount(); i++) {
      Span span = trace.span(i);
      if (start == 0 || Long.compareUnsigned(span.startNanos(), start) < 0) {
        start = span.startNanos();
      }
      if (end == 0 || Long.compareUnsigned(span.endNanos(), end) > 0) {
        end = span.endNanos();
      }
      long millis = between(start, end) / 1_000_000;
      if (millis > thresholdMillis && (upperMillis == 0 || millis <= upperMillis)) {
        return true;
      }
    }
    return false;
  }

  /** Times beyond 2262 are negative; differences end at the ends of 64 bits. */
  private static long between(long start, long end) {
    long difference = end - start;
    boolean overflows = ((end ^ start) & (end ^ difference)) < 0;
    return !overflows ? difference : end < start ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
