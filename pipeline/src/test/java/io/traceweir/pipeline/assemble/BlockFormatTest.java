// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockFormatTest {
  @Test
  void shouldReadBackEveryBlock() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      MemoryBlock block =
          new RandomBlocks(random, 1_000, waits(random))
              .block(random.nextLong(), random.nextInt(80));

      MemoryBlock read = BlockFormat.decode(BlockFormat.encode(block));

      assertThat(read).as("seed %d", seed).usingRecursiveComparison().isEqualTo(block);
    }
  }

  private static Waits waits(Random random) {
    return new Waits(
        1 + random.nextInt(1_000_000),
        random.nextInt(1_000_000),
        random.nextInt(1_000_000),
        random.nextInt(1_000_000),
        250);
  }

  /** As it was written before there were marks: what it does not say is not known. */
  @Test
  void shouldReadABlockOfVersionOne() throws Exception {
    var bytes = new ByteArrayOutputStream();
    bytes.write(1);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    longs(out, 17);
    out.writeFixed64NoTag(5_000);
    out.writeBoolNoTag(true);
    longs(out, 12);
    longs(out, 4_000, 1, 7, -1, 4_100, -2, 0); // now, expected, then one source
    out.writeUInt32NoTag(3);
    out.writeFixed32NoTag(99);
    out.writeUInt32NoTag(1);
    out.writeStringNoTag("errors");
    out.writeUInt32NoTag(1);
    out.writeFixed64NoTag(8);
    out.writeFixed64NoTag(9);
    out.writeBoolNoTag(true);
    out.writeUInt32NoTag(0);
    out.writeUInt64NoTag(77);
    out.writeUInt32NoTag(1);
    out.writeFixed32NoTag(123);
    out.flush();

    MemoryBlock read = BlockFormat.decode(bytes.toByteArray());

    assertThat(read.positions).containsExactly(17);
    assertThat(read.clock).isEqualTo(5_000);
    assertThat(read.silent).isTrue();
    assertThat(read.replayFrom.positions()).containsExactly(12);
    assertThat(read.replayFrom.clock())
        .containsExactly(4_000, 1, SourceClock.UNSET, 7, -1, 4_100, -2, 0);
    assertThat(read.log).isEqualTo(new LogIdentity(3, 99));
    assertThat(read.marks).isEqualTo(MemoryBlock.Marks.NONE);
    assertThat(read.rememberMillis(42)).isEqualTo(42);
    assertThat(read.ids).containsExactly(8, 9);
    assertThat(read.fingerprints).containsExactly(123);
    assertThat(read.thresholds).containsExactly(77);
  }

  private static void longs(CodedOutputStream out, long... values) throws IOException {
    out.writeUInt32NoTag(values.length);
    for (long v : values) {
      out.writeFixed64NoTag(v);
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
    value[0] = 3;

    assertThatThrownBy(() -> BlockFormat.decode(value))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "the decision memory holds a block of version 3, which this version of Traceweir cannot"
                + " read: it knows versions up to 2. Start the version of Traceweir that wrote it,"
                + " or a newer one");
    assertThatThrownBy(() -> BlockFormat.decode(new byte[0])).isInstanceOf(RefusedException.class);
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
