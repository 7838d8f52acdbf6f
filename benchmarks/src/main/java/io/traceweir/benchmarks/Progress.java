// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says what goes on and how far it is, now and then. */
final class Progress {
  private final long everyNanos;
  private final LongSupplier clock;
  private final Consumer<String> out;
  private long saidNanos;

  Progress(Duration every, LongSupplier nanoClock, Consumer<String> out) {
    this.everyNanos = every.toNanos();
    this.clock = nanoClock;
    this.out = out;
    this.saidNanos = nanoClock.getAsLong();
  }

  /** Something else begins. */
  void step(String what) {
    saidNanos = clock.getAsLong();
    out.accept(what);
  }

  void far(String unit, long done, long all) {
    long now = clock.getAsLong();
    if (now - saidNanos >= everyNanos) {
      saidNanos = now;
      double share = Math.min(100, 100.0 * done / Math.max(1, all));
      out.accept(String.format(Locale.ROOT, "  %3.0f%%  %,d %s", share, done, unit));
    }
  }
}
