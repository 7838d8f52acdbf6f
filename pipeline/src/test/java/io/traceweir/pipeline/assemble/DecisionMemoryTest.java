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

  @Test
  void shouldGiveUpTheOldestFingerprintsFirstAndNoMoreThanNeeded() {
    DecisionMemory memory = filled(10);
    long before = memory.heapBytes();

    assertThat(memory.forgetFingerprints(1)).isEqualTo(PRINTS);
    assertThat(memory.forgetFingerprints(1)).isEqualTo(PRINTS);
    assertThat(before - memory.heapBytes()).isEqualTo(2 * 4 * PRINTS);
    assertThat(printsOf(memory, 0)).isZero();
    assertThat(printsOf(memory, 1)).isZero();
    assertThat(printsOf(memory, 2)).isEqualTo(PRINTS);
    assertThat(memory.size()).isEqualTo(10);
    assertThat(memory.forgetFingerprints(Long.MAX_VALUE)).isEqualTo(8 * PRINTS);
  }

  @Test
  void shouldGiveUpTheOldestDecisionsButNoneThatAReplayNeeds() {
    DecisionMemory memory = filled(10);
    memory.load(10, block(0, 10, 6));
    List<Long> deleted = new ArrayList<>();

    assertThat(memory.forgetDecisions(1, deleted::add)).isEqualTo(1);
    assertThat(deleted).containsExactly(0L);
    assertThat(memory.forgetDecisions(Long.MAX_VALUE, deleted::add)).isEqualTo(6);
    assertThat(deleted).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(memory.find(0, 6, 0)).isEqualTo(DecisionMemory.UNKNOWN);
    assertThat(memory.find(0, 7, 0)).isNotEqualTo(DecisionMemory.UNKNOWN);
  }

  @Test
  void shouldKeepTheNewestBlockWhateverMemoryIsWanted() {
    DecisionMemory memory = new DecisionMemory(REMEMBER, REMEMBER_DUPLICATES);
    assertThat(memory.forgetDecisions(Long.MAX_VALUE, number -> {})).isZero();

    memory = filled(10);
    assertThat(memory.forgetDecisions(Long.MAX_VALUE, number -> {})).isEqualTo(9);
    assertThat(memory.find(0, 9, 0)).isNotEqualTo(DecisionMemory.UNKNOWN);
  }

  @Test
  void shouldKnowTheSpansOfAllFragmentsOfATraceButNotWriteThemDownAgain() {
    DecisionMemory memory = new DecisionMemory(REMEMBER, REMEMBER_DUPLICATES);
    for (int i = 0; i < 5; i++) {
      memory.load(i, block(i, 7, 0, i + 1));
    }

    assertThat(printsOf(memory, 7)).isEqualTo(5);
    memory.expire(REMEMBER_DUPLICATES + 2, 0, number -> {});
    var prints = new Fingerprints();
    memory.fingerprintsInto(memory.find(0, 7, 0), REMEMBER_DUPLICATES + 2, prints);
    assertThat(prints.toArray()).containsExactly(5, 4, 3);
  }

  @Test
  void shouldRememberWhatWasDecidedBeforeAnySourceToldTheTime() {
    DecisionMemory memory = new DecisionMemory(REMEMBER, REMEMBER_DUPLICATES);
    memory.load(0, block(SourceClock.UNSET, 1, 0, 1));
    assertThat(memory.find(0, 1, SourceClock.UNSET)).isNotEqualTo(DecisionMemory.UNKNOWN);
    assertThat(memory.find(0, 1, 5_000)).isNotEqualTo(DecisionMemory.UNKNOWN);

    memory.load(1, block(5_000, 2, 0, 2));
    memory.expire(5_000, 5_000, number -> {});
    assertThat(printsOf(memory, 1)).isEqualTo(1);
    assertThat(memory.find(0, 1, 4_999 + REMEMBER)).isNotEqualTo(DecisionMemory.UNKNOWN);
    assertThat(memory.find(0, 1, 5_000 + REMEMBER)).isEqualTo(DecisionMemory.UNKNOWN);
    List<Long> deleted = new ArrayList<>();
    memory.expire(5_001 + REMEMBER, 5_001 + REMEMBER, deleted::add);
    assertThat(deleted).containsExactly(0L, 1L);
  }

  private static final int PRINTS = 100;

  /** Block n, at position n and clock 0, decides trace n; a replay would start there. */
  private static DecisionMemory filled(int blocks) {
    DecisionMemory memory = new DecisionMemory(REMEMBER, REMEMBER_DUPLICATES);
    for (int n = 0; n < blocks; n++) {
      int from = 1 + n * PRINTS;
      memory.load(
          n, block(0, n, n, java.util.stream.IntStream.range(from, from + PRINTS).toArray()));
    }
    return memory;
  }

  private static MemoryBlock block(long clock, long trace, long replayFrom, int... prints) {
    var columns = new MemoryBlock.Columns();
    columns.add(0, trace, new Outcome(true, "rule", 0), prints);
    long[] positions = {trace};
    var header =
        new MemoryBlock.Header(
            positions,
            clock,
            false,
            new TickStart(new long[] {replayFrom}, new long[0]),
            new LogIdentity(1, 0));
    return new MemoryBlock(header, columns);
  }

  private static int printsOf(DecisionMemory memory, long trace) {
    var prints = new Fingerprints();
    memory.fingerprintsInto(memory.findEvenExpired(0, trace), 0, prints);
    return prints.size();
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
          verify(even, block, entry, prints(b, id));
          return;
        }
      }
      assertThat(even).isEqualTo(DecisionMemory.UNKNOWN);
      assertThat(known).isEqualTo(DecisionMemory.UNKNOWN);
    }

    /** Those of all entries of a trace, newest first, in blocks that are not too old. */
    private Fingerprints prints(int newest, long id) {
      var prints = new Fingerprints();
      for (int b = newest; b >= 0; b--) {
        MemoryBlock block = model.get(b).block;
        for (int i = block.size() - 1; i >= 0; i--) {
          if (isAt(block, i, id) && block.clock + REMEMBER_DUPLICATES >= clock) {
            for (int f = block.fingerprintStart(i); f < block.fingerprintEnds[i]; f++) {
              prints.add(block.fingerprints[f]);
            }
          }
        }
      }
      return prints;
    }

    private static int entryOf(MemoryBlock block, long id) {
      for (int i = block.size() - 1; i >= 0; i--) {
        if (isAt(block, i, id)) {
          return i;
        }
      }
      return -1;
    }

    private static boolean isAt(MemoryBlock block, int i, long id) {
      return block.ids[2 * i] == RandomBlocks.high(id) && block.ids[2 * i + 1] == id;
    }

    private void verify(long ref, MemoryBlock block, int i, Fingerprints expected) {
      assertThat(memory.outcome(ref)).isEqualTo(block.outcome(i));
      assertThat(memory.position(ref, 0)).isEqualTo(block.positions[0]);
      assertThat(memory.position(ref, 1)).isEqualTo(block.positions[1]);
      var prints = new Fingerprints();
      memory.fingerprintsInto(ref, clock, prints);
      assertThat(prints.toArray()).isEqualTo(expected.toArray());
    }
  }
}
