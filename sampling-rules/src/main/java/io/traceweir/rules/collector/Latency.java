// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.rules.condition.Finding.Reading;
import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import java.util.ArrayList;
import java.util.List;

/**
 * The time from the earliest start to the latest end in whole milliseconds, looked at after each
 * span: with an upper bound the first spans may sample a trace that turns out longer. A start of 0
 * is forgotten only while no other has come.
 */
record Latency(long thresholdMillis, long upperMillis) implements Policy {

  @Override
  public Voter bind(Binding binding) {
    return asked -> Vote.sampledIf(fits(millis(asked.trace())));
  }

  @Override
  public Look look(Binding binding) {
    return asked -> seen(asked.trace());
  }

  private Seen seen(Trace trace) {
    long first = millis(trace);
    long all = new Latency(Long.MAX_VALUE, 0).millis(trace);
    List<Reading> values = new ArrayList<>();
    values.add(new Reading("duration", all + "ms"));
    if (fits(first) && !fits(all)) {
      values.add(new Reading("that of the first spans", first + "ms"));
    }
    values.add(Reading.of("threshold_ms", thresholdMillis));
    if (upperMillis != 0) {
      values.add(Reading.of("upper_threshold_ms", upperMillis));
    }
    return trace.spanCount() == 0 ? Seen.NOTHING : new Seen(values, null, 0, List.of());
  }

  private boolean fits(long millis) {
    return millis > thresholdMillis && (upperMillis == 0 || millis <= upperMillis);
  }

  /** The first that fits, or else that of all spans; none without a span. */
  private long millis(Trace trace) {
    long millis = Long.MIN_VALUE;
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
      millis = between(start, end) / 1_000_000;
      if (fits(millis)) {
        break;
      }
    }
    return millis;
  }

  /** Times beyond 2262 are negative; differences end at the ends of 64 bits. */
  private static long between(long start, long end) {
    long difference = end - start;
    boolean overflows = ((end ^ start) & (end ^ difference)) < 0;
    return !overflows ? difference : end < start ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
