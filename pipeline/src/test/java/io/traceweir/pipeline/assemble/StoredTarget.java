// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.split.FragmentRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * For the fuzzer: headers of fragments and blocks of the decision memory are refused with the
 * exception that says so, or are read; a block that is read is the same after it was written again.
 * The first byte says which of them the others are.
 */
public final class StoredTarget {
  private StoredTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] value = Arrays.copyOfRange(input, 1, input.length);
    if ((input[0] & 1) == 0) {
      readBlock(value);
    } else {
      readFragment(value);
    }
  }

  private static void readBlock(byte[] value) {
    MemoryBlock block;
    try {
      block = BlockFormat.decode(value);
    } catch (IllegalStateException | RefusedException e) {
      return;
    }
    assertThat(block.size()).isLessThan(value.length);
    byte[] written = BlockFormat.encode(block);
    assertThat(BlockFormat.encode(BlockFormat.decode(written))).isEqualTo(written);
  }

  private static void readFragment(byte[] value) {
    try {
      FragmentRecord read = FragmentRecord.decode(value);
      assertThat(read.count()).isNotNegative();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("bytes)");
    }
  }

  /** Blocks; the topology has seeds for fragments. */
  public static List<byte[]> seeds() {
    RandomBlocks blocks = new RandomBlocks(new Random(3), 9);
    return Stream.of(0, 1, 2, 5, 20)
        .map(entries -> BlockFormat.encode(blocks.block(7, entries)))
        .map(StoredTarget::behindZero)
        .toList();
  }

  private static byte[] behindZero(byte[] block) {
    byte[] seed = new byte[block.length + 1];
    System.arraycopy(block, 0, seed, 1, block.length);
    return seed;
  }
}
