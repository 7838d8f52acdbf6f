// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.simulate.Simulation;
import java.util.Locale;
import java.util.function.Consumer;

/** Says how far it is, now and then. Many threads may tell it. */
final class Bar implements Simulation.Watch {
  private static final int WIDTH = 30;
  private static final long PAUSE_NANOS = 100_000_000;

  private final Consumer<String> out;
  private final boolean moving;
  private String step = "";
  private long nextNanos;

  /**
   * @param moving whether what is said replaces what was said before; else each step is said once
   */
  Bar(Consumer<String> out, boolean moving) {
    this.out = out;
    this.moving = moving;
  }

  @Override
  public synchronized void at(String now, double share) {
    long nanos = System.nanoTime();
    boolean isNew = !now.equals(step);
    if (isNew || (moving && nanos - nextNanos >= 0)) {
      step = now;
      nextNanos = nanos + PAUSE_NANOS;
      out.accept(moving ? now + " " + drawn(share) : now);
    }
  }

  private static String drawn(double share) {
    int full = (int) Math.round(Math.min(1, Math.max(0, share)) * WIDTH);
    String bar = "\u2588".repeat(full) + "\u2591".repeat(WIDTH - full);
    return bar + String.format(Locale.ROOT, " %.0f %%", 100 * share);
  }
}
