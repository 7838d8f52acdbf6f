// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import java.time.Duration;

/**
 * Knows when the points of an interval are all there. Each task writes its series by itself, so one
 * interval comes in several records, and rest tells that they are complete; under a steady stream
 * of points time does.
 */
final class Interval {
  private static final long REST_NANOS = Duration.ofMillis(500).toNanos();
  private static final long LONGEST_NANOS = Duration.ofSeconds(4).toNanos();

  private long taken;
  private long seen;
  private long firstNanos;
  private long lastNanos;

  /** True once for what has come since it was true the last time. */
  boolean isOver(long records, long nowNanos) {
    if (records != seen) {
      firstNanos = seen == taken ? nowNanos : firstNanos;
      lastNanos = nowNanos;
      seen = records;
    }
    boolean over =
        seen != taken
            && (nowNanos - lastNanos >= REST_NANOS || nowNanos - firstNanos >= LONGEST_NANOS);
    taken = over ? seen : taken;
    return over;
  }
}
