// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import java.time.Duration;
import java.util.Optional;

/**
 * The longest time without a committed decision while traffic ran, the wait for the first one
 * included. A time that begins before the end of the traffic is measured to its end.
 */
final class GapMeter {
  private static final long WORTH_SAYING_NANOS = Duration.ofSeconds(2).toNanos();

  private long decided;
  private long lastNanos;
  private long longestNanos;
  private boolean ran = true;

  /**
   * @param startNanos when the traffic begins
   */
  GapMeter(long startNanos) {
    this.lastNanos = startNanos;
  }

  /** The time without decisions that ends now, when it was long enough for a sentence. */
  Optional<Duration> look(long decidedNow, boolean trafficRuns, long nowNanos) {
    long gapNanos = ran ? nowNanos - lastNanos : 0;
    boolean grown = decidedNow > decided;
    if (grown || trafficRuns) {
      longestNanos = Math.max(longestNanos, gapNanos);
    }
    if (!grown) {
      return Optional.empty();
    }
    boolean first = decided == 0;
    decided = decidedNow;
    lastNanos = nowNanos;
    ran = trafficRuns;
    return !first && gapNanos >= WORTH_SAYING_NANOS
        ? Optional.of(Duration.ofNanos(gapNanos))
        : Optional.empty();
  }

  Duration longest() {
    return Duration.ofNanos(longestNanos);
  }
}
