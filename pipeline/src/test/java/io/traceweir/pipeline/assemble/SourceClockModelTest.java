// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.split.SourceTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The clock against one that keeps everything in lists and computes all of it each time. */
class SourceClockModelTest {
  private static final long SKEW = 300_000;
  private static final long UNSET = SourceClock.UNSET;

  @Test
  void shouldAgreeWithANaiveModelAndSurviveSnapshots() {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      int sources = 1 + random.nextInt(4);
      SourceClock real = new SourceClock(SKEW, sources);
      Model model = new Model(sources);
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

  private static void step(Random random, int s, long base, SourceClock real, Model model) {
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

  private static void observe(int s, long millis, SourceClock real, Model model) {
    real.observe(s, millis, Long.MAX_VALUE);
    model.observe(s, millis);
  }

  private static final class Model {
    final int expected;
    long now = UNSET;
    private final Map<Integer, Source> sources = new TreeMap<>();

    Model(int expected) {
      this.expected = expected;
    }

    private static final class Source {
      long time = UNSET;
      long idleMark = UNSET;
      final List<Long> doubted = new ArrayList<>();

      long doubt() {
        return doubted.isEmpty() ? UNSET : Collections.min(doubted);
      }

      void raise(long millis) {
        time = Math.max(time, millis);
        if (!doubted.isEmpty() && doubt() <= time + SourceTime.JUMP_MILLIS) {
          doubted.clear();
        }
      }

      void believe() {
        if (!doubted.isEmpty()) {
          raise(doubt());
        }
      }
    }

    private Source of(int s) {
      return sources.computeIfAbsent(s, i -> new Source());
    }

    void observe(int s, long millis) {
      Source source = of(s);
      source.idleMark = UNSET;
      if (source.time == UNSET || millis <= source.time + SourceTime.JUMP_MILLIS) {
        source.doubted.clear();
        source.raise(millis);
      } else {
        source.doubted.add(millis);
        if (source.doubted.size() == SourceTime.AGREEING) {
          source.believe();
        } else {
          compareDoubts();
        }
      }
      advance();
    }

    /** Until nothing changes: whoever is believed speaks for others. */
    private void compareDoubts() {
      for (Source a : sources.values()) {
        long enough = a.doubt() - SourceTime.JUMP_MILLIS;
        boolean seen =
            sources.values().stream()
                .anyMatch(b -> b != a && Math.max(b.time, b.doubt()) >= enough);
        if (!a.doubted.isEmpty() && seen) {
          a.believe();
        }
      }
    }

    void watermark(int s, long millis, boolean idle) {
      Source source = of(s);
      source.raise(millis);
      if (idle) {
        source.raise(source.idleMark);
      }
      source.idleMark = idle ? fastest() : UNSET;
      advance();
    }

    void silentUntil(int s, long millis) {
      of(s).raise(millis);
      advance();
    }

    void allSilent(long latest) {
      sources.values().stream().filter(s -> s.doubt() <= latest).forEach(Source::believe);
      sources.values().forEach(s -> now = Math.max(now, s.time));
    }

    private long fastest() {
      return sources.values().stream().mapToLong(s -> s.time).max().orElse(UNSET);
    }

    private void advance() {
      long slowest = sources.values().stream().mapToLong(s -> s.time).min().orElse(UNSET);
      if (sources.size() < expected) {
        slowest = UNSET;
      }
      if (fastest() != UNSET) {
        now = Math.max(now, Math.max(slowest, fastest() - SKEW));
      }
    }
  }
}
