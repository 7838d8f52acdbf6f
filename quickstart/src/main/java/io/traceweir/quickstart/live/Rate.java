// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** How fast a total grew over the last seconds. */
public final class Rate {
  private static final Duration USUAL = Duration.ofSeconds(5);
  private static final long STEP_NANOS = Duration.ofMillis(100).toNanos();

  private record Sample(long total, long nanos) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private final long windowNanos;

  /** A total of 0 at this time, looked at over five seconds. */
  Rate(long startNanos) {
    this(startNanos, USUAL);
  }

  /** A total of 0 at this time. */
  public Rate(long startNanos, Duration window) {
    this.windowNanos = window.toNanos();
    samples.add(new Sample(0, startNanos));
  }

  public void add(long total, long nowNanos) {
    if (nowNanos - samples.getLast().nanos >= STEP_NANOS) {
      samples.add(new Sample(total, nowNanos));
    }
    while (samples.size() > 2 && nowNanos - samples.getFirst().nanos > windowNanos) {
      samples.removeFirst();
    }
  }

  public double perSecond() {
    long nanos = samples.getLast().nanos - samples.getFirst().nanos;
    long grown = samples.getLast().total - samples.getFirst().total;
    return nanos == 0 ? 0 : grown * 1e9 / nanos;
  }

  /** With one digit more where that says something. */
  public static String text(double perSecond) {
    boolean small = perSecond > 0 && perSecond < 10;
    return String.format(Locale.ROOT, small ? "%.1f/s" : "%,.0f/s", perSecond);
  }
}
