// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssembleClocksTest {
  private final AssembleClocks clocks = new AssembleClocks(1_000);

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

    assertThat(clocks.passed()).isEqualTo(Long.MIN_VALUE);
    hear(2, 500);
    assertThat(clocks.passed()).isEqualTo(-1);
  }

  @Test
  void shouldPassAnIntervalWhenTheSlowestIsInTheNext() {
    hear(0, 7_000);
    hear(1, 2_999);
    hear(2, 9_000);

    assertThat(clocks.passed()).isEqualTo(1);
    hear(1, 3_000);
    assertThat(clocks.passed()).isEqualTo(2);
  }

  @Test
  void shouldNotBeHeldByIdlePartitions() {
    hear(0, 1_000);
    hear(1, 2_000);
    hearIdle(2, 0);

    assertThat(clocks.passed()).isZero();
    hearIdle(0, 1_000);
    hearIdle(1, 2_000);
    assertThat(clocks.passed()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldBeHeldAgainByAPartitionThatSpeaks() {
    hear(0, 5_000);
    hear(1, 5_000);
    hearIdle(2, 0);

    hear(2, 1_000);
    assertThat(clocks.passed()).isZero();
  }

  @Test
  void shouldChangeOnlyWithTheInterval() {
    assertThat(hear(0, 1_000)).isTrue();
    assertThat(hear(0, 1_999)).isFalse();
    assertThat(hearIdle(0, 1_999)).isTrue();
    assertThat(hearIdle(0, 1_000)).isFalse();
    assertThat(hear(0, 2_000)).isTrue();
    assertThat(clocks.observe(new PartialRecord(false, 0, 4, 2_001))).isTrue();
  }

  @Test
  void shouldBeInTheStoreAsItIsHereWheneverNothingChanged() {
    Random random = new Random(5);
    byte[] stored = clocks.encode();
    for (int i = 0; i < 2_000; i++) {
      boolean changed =
          clocks.observe(new PartialRecord(random.nextInt(4) == 0, random.nextInt(3), 3, i * 10L));
      if (changed) {
        stored = clocks.encode();
      }
      assertThat(clocks.encode()).as("step %d", i).isEqualTo(stored);
    }
  }

  @Test
  void shouldSayHowLongIntervalsWereWhenItWasStored() {
    hear(0, 61_000);
    var longer = new AssembleClocks(60_000);

    assertThat(longer.decode(clocks.encode())).isEqualTo(1_000);
    longer.observe(new PartialRecord(true, 1, 3, 0));
    longer.observe(new PartialRecord(true, 2, 3, 0));
    assertThat(longer.passed()).isZero();
  }

  @Test
  void shouldAgreeWithANaiveModelAlsoAfterBeingStored() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int partitions = 1 + random.nextInt(5);
      Map<Integer, Long> running = new HashMap<>();
      AssembleClocks real = new AssembleClocks(100);
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
          AssembleClocks restored = new AssembleClocks(100);
          restored.observe(new PartialRecord(false, 99, 100, 7));
          restored.decode(real.encode());
          real = restored;
        }
        assertThat(real.passed())
            .as("seed %d step %d", seed, i)
            .isEqualTo(passed(heard, running, 100));
      }
    }
  }

  private static long passed(boolean[] heard, Map<Integer, Long> running, long interval) {
    for (boolean h : heard) {
      if (!h) {
        return Long.MIN_VALUE;
      }
    }
    return running.values().stream()
        .mapToLong(c -> Math.floorDiv(c, interval) - 1)
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
