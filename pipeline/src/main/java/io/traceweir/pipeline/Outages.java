// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.split.Silence;

/**
 * Tells silence from an outage: while the brokers answer nobody, producers cannot write either, and
 * when they answer again, producers wait for their next attempt.
 *
 * <p>How long that takes grows with the outage. The longest waits are those of the Collector's
 * exporters: 5 s at first, 1.5 times as long after each failure, up to 30 s, half of it more by
 * chance (its {@code configretry} package). So each attempt comes within the length of the outage
 * and 7.5 s, and within 45 s. Times are milliseconds since the epoch; used by all threads.
 */
final class Outages {
  /** Looks are closer together than this, also on a busy machine. */
  private static final long OUTAGE_MILLIS = 2_000;

  private static final long RETRY_MILLIS = 10_000;
  private static final long LONGEST_RETRY_MILLIS = 45_000;

  private long answeredMillis = Silence.NEVER;
  private volatile long overMillis = Silence.NEVER;

  /** The brokers have answered now. */
  void answered(long nowMillis) {
    if (answeredMillis != Silence.NEVER && nowMillis - answeredMillis >= OUTAGE_MILLIS) {
      long lasted = nowMillis - answeredMillis;
      overMillis = nowMillis + Math.min(lasted + RETRY_MILLIS, LONGEST_RETRY_MILLIS);
    }
    answeredMillis = nowMillis;
  }

  /** When all producers have written again what waited, or {@link Silence#NEVER}. */
  long overMillis() {
    return overMillis;
  }
}
