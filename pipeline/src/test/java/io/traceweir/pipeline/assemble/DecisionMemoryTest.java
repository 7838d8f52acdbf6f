// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The memory against a list of blocks that is searched from its end. */
class DecisionMemoryTest {
  private static final long REMEMBER = 1_000;
  private static final long REMEMBER_DUPLICATES = 400;

  private record Numbered(long number, MemoryBlock block) {}

  @Test
  void shouldAgreeWithANaiveModel() {
    for (int seed = 0; seed < 100; seed++) {
      new Run(new Random(seed)).steps(400);
    }
  }

  @Test
  void shouldGiveBackAllMemoryOfWhatItForgets() {
    DecisionMemory memory = new DecisionMemory(REMEMBER, REMEMBER_DUPLICATES);
    var blocks = new RandomBlocks(new Random(1), 400);
    long empty = memory.heapBytes();
    for (int i = 0; i < 300; i++) {
      memory.load(i, blocks.block(i, 20));
    }
    assertThat(memory.heapBytes()).isGreaterThan(empty + 300 * 200);

    memory.expire(10_000, 10_000, number -> {});
    assertThat(memory.size()).isZero();
    assertThat(memory.heapBytes()).isEqualTo(empty);
  }

  @Test
  void shouldFreeTheFingerprintsBeforeTheDecisions() {
    DecisionMemory memory = new DecisionMemory(REMEMBER, REMEMBER_DUPLICATES);
    memory.load(0, new RandomBlocks(new Random(1), 40).block(0, 40));
    int decisions = memory.size();
    long before = memory.heapBytes();

    memory.expire(REMEMBER_DUPLICATES + 1, 0, number -> {});
    assertThat(memory.size()).isEqualTo(decisions);
    assertThat(memory.heapBytes()).isLessThan(before);
  }

  /** The setting was made smaller, and then larger, between two runs. */
  @Test
  void shouldRememberForAsLongAsWasPromisedWhenItWasWritten() {
    var memory = new DecisionMemory(50, 20);
    memory.load(0, new RandomBlocks(new Random(1), 1, waits(1_000, 400)).block(0, 1));
    long id = 0;
    assertThat(memory.find(RandomBlocks.high(id), id, 999)).isNotEqualTo(DecisionMemory.UNKNOWN);
    assertThat(memory.find(RandomBlocks.high(id), id, 1_000)).isEqualTo(DecisionMemory.UNKNOWN);
    memory.expire(401, 1_000, number -> assertThat(number).isNegative());
    assertThat(memory.size()).isEqualTo(1);

    memory.load(1, new RandomBlocks(new Random(1), 1, waits(50, 20)).block(1_000, 1));
    assertThat(memory.find(RandomBlocks.high(id), id, 1_049)).isNotEqualTo(DecisionMemory.UNKNOWN);
    assertThat(memory.find(RandomBlocks.high(id), id, 1_050)).isEqualTo(DecisionMemory.UNKNOWN);
    List<Long> deleted = new ArrayList<>();
    memory.expire(1_060, 1_060, deleted::add);
    assertThat(deleted).containsExactly(0L, 1L);
  }

  private static Waits waits(long remember, long duplicates) {
    return new Waits(remember, duplicates, 10, 10, 250);
  }

  private static final class Run {
    private final Random random;
    private final RandomBlocks blocks;
    private final int slowness;
    private final DecisionMemory memory = new DecisionMemory(REMEMBER, REMEMBER_DUPLICATES);
    private final List<Numbered> model = new ArrayList<>();
    private long clock;
    private long number;

    Run(Random random) {
      this.random = random;
      this.slowness = 4 + random.nextInt(40);
      this.blocks = new RandomBlocks(random, 1 + random.nextInt(2_000));
    }

    void steps(int count) {
      for (int i = 0; i < count; i++) {
        clock += random.nextInt(slowness);
        switch (random.nextInt(6)) {
          case 0, 1 -> load();
          case 2 -> expire();
          default -> find();
        }
      }
    }

    private void load() {
      MemoryBlock block = blocks.block(clock, random.nextInt(random.nextInt(10) == 0 ? 600 : 6));
      number += 1 + random.nextInt(3);
      model.add(new Numbered(number, block));
      memory.load(number, BlockFormat.decode(BlockFormat.encode(block)));
    }

    private void expire() {
      long replayStart = clock - random.nextInt(600);
      List<Long> deleted = new ArrayList<>();
      memory.expire(clock, replayStart, deleted::add);

      List<Long> expected = new ArrayList<>();
      while (!model.isEmpty() && model.get(0).block.clock + REMEMBER < replayStart) {
        expected.add(model.remove(0).number);
      }
      assertThat(deleted).isEqualTo(expected);
    }

    private void find() {
      long id = blocks.id();
      long even = memory.findEvenExpired(RandomBlocks.high(id), id);
      long known = memory.find(RandomBlocks.high(id), id, clock);
      for (int b = model.size() - 1; b >= 0; b--) {
        MemoryBlock block = model.get(b).block;
        int entry = entryOf(block, id);
        if (entry >= 0) {
          assertThat(known)
              .isEqualTo(block.clock + REMEMBER > clock ? even : DecisionMemory.UNKNOWN);
          verify(even, block, entry);
          return;
        }
      }
      assertThat(even).isEqualTo(DecisionMemory.UNKNOWN);
      assertThat(known).isEqualTo(DecisionMemory.UNKNOWN);
    }

    private static int entryOf(MemoryBlock block, long id) {
      for (int i = block.size() - 1; i >= 0; i--) {
        if (block.ids[2 * i] == RandomBlocks.high(id) && block.ids[2 * i + 1] == id) {
          return i;
        }
      }
      return -1;
    }

    private void verify(long ref, MemoryBlock block, int i) {
      assertThat(memory.outcome(ref))
          .isEqualTo(
              new Outcome(block.kept[i], block.ruleNames[block.rules[i]], block.thresholds[i]));
      assertThat(memory.position(ref, 0)).isEqualTo(block.positions[0]);
      assertThat(memory.position(ref, 1)).isEqualTo(block.positions[1]);
      var expected = new Fingerprints();
      if (block.clock + REMEMBER_DUPLICATES >= clock) {
        for (int f = block.fingerprintStart(i); f < block.fingerprintEnds[i]; f++) {
          expected.add(block.fingerprints[f]);
        }
      }
      var prints = new Fingerprints();
      memory.fingerprintsInto(ref, clock, prints);
      assertThat(prints.toArray()).isEqualTo(expected.toArray());
    }
  }
}
