// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.split.Silence;

/**
 * Tells silence from an outage: while the brokers answer nobody, producers cannot write either, and
 * when they answer again, producers wait for their next attempt.
 *
 * <p>How long that takes grows with the outage. The longest waits are those of the Collector's
 * exporters: 5 s at first, 1.5 times as long after each failure, up to 30 s, each of them half as
 * long or half as long again by chance (its {@code configretry} package). The last wait that began
 * in an outage is over within 1.5 times its length and 7.5 s, and within 45 s. Times are
 * milliseconds since the epoch; used by all threads.
 */
final class Outages {
  /** Looks are closer together than this, also on a busy machine. */
  private static final long OUTAGE_MILLIS = 2_000;

  private static final long RETRY_MILLIS = 10_000;
  private static final long LONGEST_RETRY_MILLIS = 45_000;

  private long answeredMillis = Silence.NEVER;
  private volatile long overMillis = Silence.NEVER;

  /**
   * The brokers have answered now; asked by one thread.
   *
   * @return whether that ends an outage
   */
  boolean answered(long nowMillis) {
    long lasted = answeredMillis == Silence.NEVER ? 0 : nowMillis - answeredMillis;
    answeredMillis = nowMillis;
    if (lasted < OUTAGE_MILLIS) {
      return false;
    }
    long retry = Math.min(lasted * 3 / 2 + RETRY_MILLIS, LONGEST_RETRY_MILLIS);
    overMillis = Math.max(overMillis, nowMillis + retry);
    return true;
  }

  /** When all producers have written again what waited, or {@link Silence#NEVER}. */
  long overMillis() {
    return overMillis;
  }
}
