// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockFormatTest {
  @Test
  void shouldReadBackEveryBlock() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      MemoryBlock block =
          new RandomBlocks(random, 1_000).block(random.nextLong(), random.nextInt(80));

      MemoryBlock read = BlockFormat.decode(BlockFormat.encode(block));

      assertThat(read).as("seed %d", seed).usingRecursiveComparison().isEqualTo(block);
    }
  }

  @Test
  void shouldReadBackABlockWithoutEntries() {
    MemoryBlock block = new RandomBlocks(new Random(1), 1).block(7, 0);

    MemoryBlock read = BlockFormat.decode(BlockFormat.encode(block));

    assertThat(read.size()).isZero();
    assertThat(read.clock).isEqualTo(7);
  }

  @Test
  void shouldRefuseOtherVersionsAndNothingAtAll() {
    byte[] value = BlockFormat.encode(new RandomBlocks(new Random(1), 9).block(7, 3));
    value[0] = 2;

    assertThatIllegalStateException().isThrownBy(() -> BlockFormat.decode(value));
    assertThatIllegalStateException().isThrownBy(() -> BlockFormat.decode(new byte[0]));
  }

  @Test
  void shouldSayThatABlockIsDamagedWhereverItIsCut() {
    byte[] value = BlockFormat.encode(new RandomBlocks(new Random(1), 9).block(7, 5));
    for (int length = 1; length < value.length; length++) {
      byte[] cut = Arrays.copyOf(value, length);
      assertThatThrownBy(() -> BlockFormat.decode(cut))
          .as("%d of %d bytes", length, value.length)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void shouldNotReserveMemoryForCountsThatCannotBeTrue() {
    Random random = new Random(5);
    byte[] value = BlockFormat.encode(new RandomBlocks(random, 9).block(7, 5));
    for (int i = 0; i < 3_000; i++) {
      byte[] garbled = value.clone();
      garbled[1 + random.nextInt(garbled.length - 1)] = (byte) random.nextInt();
      try {
        assertThat(BlockFormat.decode(garbled).size()).isLessThan(value.length);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining("damaged");
      }
    }
  }
}
