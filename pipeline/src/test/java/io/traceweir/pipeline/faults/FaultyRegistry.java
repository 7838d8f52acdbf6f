// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Throws where a trace is counted: in the middle of a tick, when its spans have been forwarded. */
final class FaultyRegistry extends SimpleMeterRegistry {
  private final AtomicInteger left;
  private final Random random;
  private final int every;
  private int untilNext;

  /**
   * @param times how often it throws
   * @param every so many traces, on average
   */
  FaultyRegistry(int times, int every, long seed) {
    this.left = new AtomicInteger(times);
    this.random = new Random(seed);
    this.every = every;
    this.untilNext = every;
  }

  int left() {
    return left.get();
  }

  @Override
  protected Counter newCounter(Meter.Id id) {
    if (!id.getName().equals("traceweir.decided.traces")) {
      return super.newCounter(id);
    }
    return new CumulativeCounter(id) {
      @Override
      public void increment(double amount) {
        decided();
        super.increment(amount);
      }
    };
  }

  private synchronized void decided() {
    if (left.get() > 0 && --untilNext <= 0) {
      untilNext = 1 + random.nextInt(2 * every);
      left.decrementAndGet();
      throw new IllegalStateException("a fault in the middle of a tick");
    }
  }
}
