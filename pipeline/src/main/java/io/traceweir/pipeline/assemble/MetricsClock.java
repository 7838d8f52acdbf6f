// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

/**
 * Which interval of span metrics this partition is in, and whether what it counted last has been
 * closed. Times are milliseconds since the epoch.
 */
final class MetricsClock {
  private final long intervalMillis;
  private long interval = Long.MIN_VALUE;
  private long openUntilMillis = Long.MIN_VALUE;
  private boolean saidIdle;

  MetricsClock(long intervalMillis) {
    this.intervalMillis = intervalMillis;
  }

  /** True once per interval. */
  boolean isNewInterval(long nowMillis) {
    if (nowMillis == SourceClock.UNSET) {
      return false;
    }
    long current = Math.floorDiv(nowMillis, intervalMillis);
    if (current == interval) {
      return false;
    }
    interval = current;
    saidIdle = false;
    return true;
  }

  /** Something was added to the interval that is open now. */
  void counted(long nowMillis) {
    saidIdle = false;
    openUntilMillis = (Math.floorDiv(nowMillis, intervalMillis) + 1) * intervalMillis;
  }

  /** Is something counted in an interval that is not over yet? */
  boolean isOpen(long nowMillis) {
    return nowMillis < openUntilMillis;
  }

  void sayIdle() {
    saidIdle = true;
  }

  boolean saidIdle() {
    return saidIdle;
  }
}
