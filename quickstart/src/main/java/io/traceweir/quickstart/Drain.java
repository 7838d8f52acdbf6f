// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Ctrl-C as the end of one's own traffic: what came is still decided, for a while. One thread. */
final class Drain {
  /** Less than the process is held. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final BooleanSupplier interrupted;
  private boolean begun;
  private long beginNanos;

  Drain(BooleanSupplier interrupted) {
    this.interrupted = interrupted;
  }

  boolean hasBegun() {
    if (!begun && interrupted.getAsBoolean()) {
      begun = true;
      beginNanos = System.nanoTime();
    }
    return begun;
  }

  boolean isTooLong() {
    return hasBegun() && System.nanoTime() - beginNanos > PATIENCE.toNanos();
  }
}
