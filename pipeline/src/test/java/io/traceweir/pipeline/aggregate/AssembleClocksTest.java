// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssembleClocksTest {
  private final AssembleClocks clocks = new AssembleClocks();

  private boolean hear(int partition, long clock) {
    return clocks.observe(new PartialRecord(false, partition, 3, clock));
  }

  private boolean hearIdle(int partition, long clock) {
    return clocks.observe(new PartialRecord(true, partition, 3, clock));
  }

  @Test
  void shouldHoldEverythingUntilAllPartitionsWereHeard() {
    hear(0, 1_000);
    hear(1, 2_000);

    assertThat(clocks.slowest()).isEqualTo(Long.MIN_VALUE);
    hear(2, 500);
    assertThat(clocks.slowest()).isEqualTo(500);
  }

  @Test
  void shouldNotBeHeldByIdlePartitions() {
    hear(0, 1_000);
    hear(1, 2_000);
    hearIdle(2, 0);

    assertThat(clocks.slowest()).isEqualTo(1_000);
    hearIdle(0, 1_000);
    hearIdle(1, 2_000);
    assertThat(clocks.slowest()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldBeHeldAgainByAPartitionThatSpeaks() {
    hear(0, 5_000);
    hear(1, 5_000);
    hearIdle(2, 0);

    hear(2, 1_000);
    assertThat(clocks.slowest()).isEqualTo(1_000);
  }

  @Test
  void shouldSayWhetherSomethingChanged() {
    assertThat(hear(0, 1_000)).isTrue();
    assertThat(hear(0, 1_000)).isFalse();
    assertThat(hearIdle(0, 1_000)).isTrue();
    assertThat(hear(0, 1_001)).isTrue();
    assertThat(clocks.observe(new PartialRecord(false, 0, 4, 1_001))).isTrue();
  }

  @Test
  void shouldAgreeWithANaiveModelAlsoAfterBeingStored() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int partitions = 1 + random.nextInt(5);
      Map<Integer, Long> running = new HashMap<>();
      AssembleClocks real = new AssembleClocks();
      boolean[] heard = new boolean[partitions];
      for (int i = 0; i < 40; i++) {
        int partition = random.nextInt(partitions);
        boolean idle = random.nextInt(3) == 0;
        long clock = random.nextLong(1_000) - 100;
        real.observe(new PartialRecord(idle, partition, partitions, clock));
        heard[partition] = true;
        running.remove(partition);
        if (!idle) {
          running.put(partition, clock);
        }
        if (random.nextInt(5) == 0) {
          AssembleClocks restored = new AssembleClocks();
          restored.observe(new PartialRecord(false, 99, 100, 7));
          restored.decode(real.encode());
          real = restored;
        }
        assertThat(real.slowest())
            .as("seed %d step %d", seed, i)
            .isEqualTo(slowest(heard, running));
      }
    }
  }

  private static long slowest(boolean[] heard, Map<Integer, Long> running) {
    for (boolean h : heard) {
      if (!h) {
        return Long.MIN_VALUE;
      }
    }
    return running.values().stream().mapToLong(c -> c).min().orElse(Long.MAX_VALUE);
  }
}
