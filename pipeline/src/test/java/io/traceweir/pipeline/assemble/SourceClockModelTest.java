// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The clock against one that keeps everything in lists and computes all of it each time. */
class SourceClockModelTest {
  private static final long SKEW = 300_000;

  @Test
  void shouldAgreeWithANaiveModelAndSurviveSnapshots() {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      int sources = 1 + random.nextInt(4);
      SourceClock real = new SourceClock(SKEW, sources);
      NaiveClock model = new NaiveClock(SKEW, sources);
      long base = 0;
      for (int i = 0; i < 200; i++) {
        base += random.nextInt(3_000) + (random.nextInt(60) == 0 ? random.nextInt(500_000) : 0);
        step(random, random.nextInt(sources), base, real, model);
        if (random.nextInt(8) == 0) {
          real = copy(real, sources);
        }
        assertThat(real.now()).as("seed %d step %d", seed, i).isEqualTo(model.now);
      }
    }
  }

  private static SourceClock copy(SourceClock clock, int sources) {
    SourceClock copy = new SourceClock(SKEW, sources);
    copy.observe(0, Long.MAX_VALUE / 2, Long.MAX_VALUE);
    copy.restore(clock.snapshot());
    assertThat(copy.snapshot()).isEqualTo(clock.snapshot());
    return copy;
  }

  private static void step(Random random, int s, long base, SourceClock real, NaiveClock model) {
    long millis = base + random.nextInt(20_000) - 10_000;
    switch (random.nextInt(24)) {
      case 0 -> {
        real.silentUntil(s, millis);
        model.silentUntil(s, millis);
      }
      case 1, 2 -> {
        boolean idle = random.nextBoolean();
        real.watermark(s, millis, idle, model.expected);
        model.watermark(s, millis, idle);
      }
      case 3 -> {
        long latest = random.nextBoolean() ? Long.MAX_VALUE : millis;
        real.allSilent(latest);
        model.allSilent(latest);
      }
      case 4 -> {
        real.raiseTo(millis);
        model.now = Math.max(model.now, millis);
      }
      case 5, 6 -> observe(s, millis + 100_000 + random.nextInt(1_000_000), real, model);
      default -> observe(s, millis, real, model);
    }
  }

  private static void observe(int s, long millis, SourceClock real, NaiveClock model) {
    real.observe(s, millis, Long.MAX_VALUE);
    model.observe(s, millis, Long.MAX_VALUE);
  }
}
