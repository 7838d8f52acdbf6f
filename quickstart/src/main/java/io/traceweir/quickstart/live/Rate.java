// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** How fast a total grew over the last five seconds. */
final class Rate {
  private static final long WINDOW_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long STEP_NANOS = Duration.ofMillis(100).toNanos();

  private record Sample(long total, long nanos) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** A total of 0 at this time. */
  Rate(long startNanos) {
    samples.add(new Sample(0, startNanos));
  }

  void add(long total, long nowNanos) {
    if (nowNanos - samples.getLast().nanos >= STEP_NANOS) {
      samples.add(new Sample(total, nowNanos));
    }
    while (samples.size() > 2 && nowNanos - samples.getFirst().nanos > WINDOW_NANOS) {
      samples.removeFirst();
    }
  }

  double perSecond() {
    long nanos = samples.getLast().nanos - samples.getFirst().nanos;
    long grown = samples.getLast().total - samples.getFirst().total;
    return nanos == 0 ? 0 : grown * 1e9 / nanos;
  }

  /** With one digit more where that says something. */
  static String text(double perSecond) {
    boolean small = perSecond > 0 && perSecond < 10;
    return String.format(Locale.ROOT, small ? "%.1f/s" : "%,.0f/s", perSecond);
  }
}
