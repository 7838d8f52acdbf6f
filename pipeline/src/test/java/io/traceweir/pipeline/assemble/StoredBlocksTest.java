// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Forty blocks with 4 KB of fingerprints each. */
class StoredBlocksTest {
  private static final int BLOCKS = 40;
  private static final int FINGERPRINTS = 1_000;

  private final KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("memory").get();

  StoredBlocksTest() {
    for (int i = 0; i < BLOCKS; i++) {
      var columns = new MemoryBlock.Columns();
      columns.add(i, i, new Outcome(true, "rule", 0), new int[FINGERPRINTS]);
      var start = new TickStart(new long[] {i}, new long[0]);
      var log = LogIdentity.of(1, List.of("log"));
      var header = new MemoryBlock.Header(new long[] {i + 1}, i * 250L, false, start, log);
      byte[] key = ByteBuffer.allocate(8).putLong(i).array();
      store.put(Bytes.wrap(key), BlockFormat.encode(new MemoryBlock(header, columns)));
    }
  }

  private static boolean[] remembering(StoredBlocks stored) {
    var all = new boolean[stored.blocks().size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = stored.blocks().get(i).block().remembersFingerprints();
    }
    return all;
  }

  private static long heapBytes(StoredBlocks stored) {
    return stored.blocks().stream().mapToLong(b -> b.block().heapBytes()).sum();
  }

  @Test
  void shouldReadAllWhileThereIsRoom() {
    var stored = new StoredBlocks(store, 1L << 20);
    stored.read(b -> false);

    assertThat(remembering(stored)).hasSize(BLOCKS).doesNotContain(false);
    assertThat(stored.nextNumber()).isEqualTo(BLOCKS);
  }

  /** At no time are there more than that, and those of one block. */
  @Test
  void shouldLetTheOldestFingerprintsGoWhileItReads() {
    long most = 64L << 10;
    var stored = new StoredBlocks(store, most);
    stored.read(
        b -> {
          assertThat(heapBytes(stored)).isLessThanOrEqualTo(most);
          return false;
        });

    boolean[] remembering = remembering(stored);
    assertThat(remembering).hasSize(BLOCKS).startsWith(false, false).endsWith(true, true);
    assertThat(heapBytes(stored)).isBetween(most - 4L * FINGERPRINTS, most);
    assertThat(stored.blocks())
        .allSatisfy(
            b -> {
              assertThat(b.block().size()).isOne();
              assertThat(b.block().positions).containsExactly(b.number() + 1);
              assertThat(b.block().replayFrom.positions()).containsExactly(b.number());
            });
  }

  /** Blocks that are ahead of the offsets are dropped: they push nothing out. */
  @Test
  void shouldNotCountFingerprintsThatNobodyWillAskFor() {
    var stored = new StoredBlocks(store, 64L << 10);
    stored.read(b -> b.positions[0] > 10);

    boolean[] remembering = remembering(stored);
    for (int i = 0; i < BLOCKS; i++) {
      assertThat(remembering[i]).isEqualTo(i < 10);
    }
  }
}
