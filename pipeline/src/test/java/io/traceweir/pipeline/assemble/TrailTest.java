// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceweir.pipeline.recall.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Trails in blocks of the decision memory. */
class TrailTest {
  private static final Outcome DROPPED = new Outcome(false, "rest", 1L << 56);

  private static MemoryBlock block(List<@Nullable Trail> trails) {
    return block(trails, 50_000, 0);
  }

  private static MemoryBlock block(List<@Nullable Trail> trails, long clock, long firstId) {
    var columns = new MemoryBlock.Columns();
    for (int i = 0; i < trails.size(); i++) {
      columns.add(7, firstId + i, DROPPED, new int[] {i}, trails.get(i));
    }
    var header =
        new MemoryBlock.Header(
            new long[] {1_000, 2_000},
            clock,
            false,
            new TickStart(new long[2], new long[7]),
            new LogIdentity(3, 4));
    return new MemoryBlock(header, columns);
  }

  private static @Nullable Trail random(Random random) {
    if (random.nextInt(3) == 0) {
      return null;
    }
    Address address = Address.nowhere(2).with(0, random.nextInt(900), 950);
    if (random.nextBoolean()) {
      address = address.with(1, random.nextInt(900), 1_000);
    }
    Trail trail = Trail.dropped(random.nextInt(60_000), address);
    return switch (random.nextInt(4)) {
      case 0 -> trail.forLost();
      case 1 -> trail.asked(new Trail.Ask(Late.ERROR, "errors", true));
      case 2 -> trail.asked(new Trail.Ask(Late.SPAN, "rest", false));
      default -> trail;
    };
  }

  @Test
  void shouldComeBackFromAStoredBlock() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<@Nullable Trail> trails = new ArrayList<>();
      for (int i = 0; i < random.nextInt(20); i++) {
        trails.add(random(random));
      }
      MemoryBlock written = block(trails);
      MemoryBlock read = BlockFormat.decode(BlockFormat.encode(written));

      assertThat(read).as("seed %d", seed).usingRecursiveComparison().isEqualTo(written);
      for (int i = 0; i < trails.size(); i++) {
        Trail trail = trails.get(i);
        assertThat(read.trail(i)).isEqualTo(trail);
        assertThat(read.isAsked(i)).isEqualTo(trail != null && trail.ask() != null);
      }
    }
  }

  @Test
  void shouldTakeNothingWhereNoRuleBringsAnythingBack() {
    MemoryBlock without = block(Arrays.asList(null, null));

    assertThat(without.hasTrails()).isFalse();
    assertThat(BlockFormat.encode(without).length)
        .isLessThan(
            BlockFormat.encode(block(Arrays.asList(null, Trail.dropped(1, Address.nowhere(2)))))
                .length);
  }

  @Test
  void shouldSayThatABlockIsDamagedWhereverItsTrailsAreCut() {
    Trail trail = Trail.dropped(1, Address.nowhere(2).with(1, 5, 900));
    byte[] value = BlockFormat.encode(block(List.of(trail, trail)));
    int withoutTrails = BlockFormat.encode(block(Arrays.asList(null, null))).length;
    for (int length = withoutTrails + 1; length < value.length; length++) {
      byte[] cut = Arrays.copyOf(value, length);
      assertThatThrownBy(() -> BlockFormat.decode(cut))
          .as("%d of %d bytes", length, value.length)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void shouldSurviveGarbledBytes() {
    Random random = new Random(3);
    Trail trail =
        Trail.dropped(1, Address.nowhere(2).with(1, 5, 900))
            .asked(new Trail.Ask(Late.LOG, "errors", true));
    byte[] value = BlockFormat.encode(block(List.of(trail, trail, trail)));
    for (int i = 0; i < 5_000; i++) {
      byte[] garbled = value.clone();
      garbled[1 + random.nextInt(garbled.length - 1)] = (byte) random.nextInt();
      try {
        assertThat(BlockFormat.decode(garbled).size()).isLessThan(value.length);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining("damaged");
      }
    }
  }

  @Test
  void shouldKnowWhatIsStillToBeReadBack() {
    Trail trail = Trail.dropped(40_000, Address.nowhere(2).with(0, 5, 900));
    Trail asked = trail.asked(new Trail.Ask(Late.ROOT, "roots", true));
    var memory = new DecisionMemory(60_000, 10_000);
    memory.load(0, block(List.of(asked, asked, trail), 50_000, 0));
    memory.load(1, block(List.of(trail.unasked()), 50_250, 1));

    List<String> visited = new ArrayList<>();
    memory.eachAsked(
        (id, t, blockMillis, newest) -> visited.add(id.low() + " " + blockMillis + " " + newest));

    assertThat(visited).containsExactly("0 50000 true", "1 50000 false");
    assertThat(memory.trail(memory.findEvenExpired(7, 1))).isEqualTo(trail);
  }

  @Test
  void shouldCountWhatItTakesOfTheHeap() {
    Trail trail = Trail.dropped(1, Address.nowhere(2).with(1, 5, 900));

    assertThat(block(List.of(trail, trail)).heapBytes())
        .isGreaterThan(block(Arrays.asList(null, null)).heapBytes());
  }
}
