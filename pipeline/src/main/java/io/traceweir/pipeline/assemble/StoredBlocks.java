// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The blocks of a task's decision memory as it starts. The store may hold more fingerprints than
 * the heap has room for, so those of the oldest blocks go while later blocks are read. Nothing else
 * of a block does: a replay needs its decisions, its place and its clock.
 */
final class StoredBlocks {
  private final KeyValueStore<Bytes, byte[]> store;
  private final long mostBytes;
  private final List<Numbered> blocks = new ArrayList<>();
  private int nextToTrim;
  private long bytes;
  private long nextNumber;

  /** A block where it is stored. */
  record Numbered(Bytes key, long number, MemoryBlock block) {}

  /**
   * @param mostBytes heap beyond which fingerprints are left out
   */
  StoredBlocks(KeyValueStore<Bytes, byte[]> store, long mostBytes) {
    this.store = store;
    this.mostBytes = mostBytes;
  }

  /** Those that were read, the oldest first; the list may be changed. */
  List<Numbered> blocks() {
    return blocks;
  }

  /** The number of the next block. */
  long nextNumber() {
    return nextNumber;
  }

  /**
   * Reads them all.
   *
   * @param unneeded whether the fingerprints of a block will not be asked for
   */
  void read(Predicate<MemoryBlock> unneeded) {
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> e = all.next();
        long number = ByteBuffer.wrap(e.key.get()).getLong();
        MemoryBlock block = BlockFormat.decode(e.value);
        if (unneeded.test(block)) {
          block.forgetFingerprints();
        }
        blocks.add(new Numbered(e.key, number, block));
        nextNumber = number + 1;
        bytes += block.heapBytes();
        trim();
      }
    }
  }

  private void trim() {
    while (bytes > mostBytes && nextToTrim < blocks.size()) {
      MemoryBlock oldest = blocks.get(nextToTrim++).block;
      bytes -= oldest.heapBytes();
      oldest.forgetFingerprints();
      bytes += oldest.heapBytes();
    }
  }
}
