// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Traces of which nothing comes for a while: waits are 5 s, 1 s after the root, 2 s for logs. */
class AssemblerQuietTest {
  private static final long IDLE = 2_000;
  private static final long MINUTE = 60_000;

  private final AssemblerRun run =
      new AssemblerRun(AssemblerRun.withIdleWait(Duration.ofMillis(IDLE)));

  @Test
  void shouldDecideWhenNothingComesForAWhile() {
    run.spans(1, 0).spans(1, 1_000).logs(1, 1_500).clock(3_499);
    assertThat(run.due).isEmpty();

    run.clock(3_500);
    assertThat(run.due).containsExactly("1 quiet 3500");
  }

  @Test
  void shouldTimeOutWhenFragmentsKeepComing() {
    for (long t = 0; t < 5_000; t += 500) {
      run.spans(1, t);
    }
    run.clock(4_999);
    assertThat(run.due).isEmpty();

    run.clock(5_000);
    assertThat(run.due).containsExactly("1 timeout 5000");
  }

  @Test
  void shouldDecideSoonAfterTheRootAllTheSame() {
    run.spans(1, 0).root(1, 1_500).clock(2_500);

    assertThat(run.due).containsExactly("1 root 2500");
  }

  @Test
  void shouldNotWaitForTheRootsSakeWhenItIsQuietBefore() {
    AssemblerRun hasty = new AssemblerRun(AssemblerRun.withIdleWait(Duration.ofMillis(500)));
    hasty.root(1, 0).clock(500);

    assertThat(hasty.due).containsExactly("1 quiet 500");
  }

  @Test
  void shouldSayRootOrTimeoutWhenBothEndTogether() {
    run.spans(1, 0).spans(1, 1_500).spans(1, 3_000).clock(5_000);

    assertThat(run.due).containsExactly("1 timeout 5000");
  }

  @Test
  void shouldCountFromARecordThatIsAheadOfTheClock() {
    run.clock(0).spans(1, 2 * MINUTE).clock(2 * MINUTE + IDLE - 1);
    assertThat(run.due).isEmpty();

    run.clock(2 * MINUTE + IDLE);
    assertThat(run.due).containsExactly("1 quiet " + (2 * MINUTE + IDLE));
  }

  @Test
  void shouldWaitForTheStatedTimeOnceTheClockComesNearIt() {
    long stated = 6 * MINUTE;
    run.clock(0).clamped(1, 5 * MINUTE, stated).clock(stated + IDLE - 1);
    assertThat(run.due).isEmpty();

    run.clock(stated + IDLE);
    assertThat(run.due).containsExactly("1 quiet " + (stated + IDLE));
  }

  @Test
  void shouldAgreeWithANaiveModel() {
    for (int seed = 0; seed < 2_000; seed++) {
      new Model(new Random(seed), seed).run();
    }
  }

  /** Looks at all fragments of all traces whenever the clock moves. */
  private static final class Model {
    private final Random random;
    private final int seed;
    private final long idle;
    private final AssemblerRun run;
    private final TreeMap<Long, Waiting> traces = new TreeMap<>();
    private final List<String> expected = new ArrayList<>();
    private long clock;

    private static final class Waiting {
      long wait = Long.MAX_VALUE;
      String trigger = "timeout";
      boolean spans;
      boolean root;
      long newest;
    }

    Model(Random random, int seed) {
      this.random = random;
      this.seed = seed;
      this.idle = 250L * (1 + random.nextInt(12));
      this.run = new AssemblerRun(AssemblerRun.withIdleWait(Duration.ofMillis(idle)));
    }

    void run() {
      for (int i = 0; i < 60; i++) {
        clock += random.nextInt(400);
        move();
        fragment(1L + random.nextInt(4));
        assertThat(run.due).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
      }
    }

    private void move() {
      run.clock(clock);
      traces
          .entrySet()
          .removeIf(
              e -> {
                long quiet = tick(e.getValue().newest + idle);
                boolean due = Math.min(quiet, e.getValue().wait) <= Math.floorDiv(clock, 250L);
                if (due) {
                  String why = quiet < e.getValue().wait ? "quiet" : e.getValue().trigger;
                  expected.add(e.getKey() + " " + why + " " + clock);
                }
                return due;
              });
    }

    private void fragment(long id) {
      Waiting w = traces.computeIfAbsent(id, k -> new Waiting());
      w.newest = clock;
      switch (random.nextInt(5)) {
        case 0 -> {
          run.logs(id, clock);
          w.wait = w.wait == Long.MAX_VALUE ? tick(clock + 7_000) : w.wait;
        }
        case 1 -> {
          run.root(id, clock);
          spans(w);
          if (!w.root && tick(clock + 1_000) < w.wait) {
            w.wait = tick(clock + 1_000);
            w.trigger = "root";
          }
          w.root = true;
        }
        default -> {
          run.spans(id, clock);
          spans(w);
        }
      }
    }

    private void spans(Waiting w) {
      if (!w.spans) {
        w.wait = tick(clock + 5_000);
      }
      w.spans = true;
    }

    private static long tick(long millis) {
      return (millis + 249) / 250;
    }
  }
}
