// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Where the decision memory keeps its blocks, each under a running number. */
interface Blocks {
  void put(long number, MemoryBlock block);

  void delete(long number);

  /** In a store, from which {@link Restore} reads them. */
  static Blocks in(KeyValueStore<Bytes, byte[]> store) {
    return new Blocks() {
      @Override
      public void put(long number, MemoryBlock block) {
        store.put(key(number), BlockFormat.encode(block));
      }

      @Override
      public void delete(long number) {
        store.delete(key(number));
      }
    };
  }

  private static Bytes key(long number) {
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }
}
