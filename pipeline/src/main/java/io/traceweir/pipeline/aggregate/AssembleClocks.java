// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.aggregate;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the assemble partitions are, and so which interval may be closed: one that the slowest of
 * them has passed. A partition never heard holds everything, an idle one nothing.
 */
final class AssembleClocks {
  private static final int ENTRY_BYTES = 4 + 8 + 1;

  private final Map<Integer, Entry> entries = new TreeMap<>();
  private int partitions;

  private record Entry(long clockMillis, boolean idle) {}

  /** True when something changed. */
  boolean observe(PartialRecord partial) {
    boolean more = partial.partitions() > partitions;
    partitions = Math.max(partitions, partial.partitions());
    var now = new Entry(partial.clockMillis(), partial.idle());
    return !now.equals(entries.put(partial.partition(), now)) || more;
  }

  /** The clock of the slowest partition; the largest number when all are idle. */
  long slowest() {
    if (entries.size() < partitions) {
      return Long.MIN_VALUE;
    }
    long slowest = Long.MAX_VALUE;
    for (Entry e : entries.values()) {
      if (!e.idle) {
        slowest = Math.min(slowest, e.clockMillis);
      }
    }
    return slowest;
  }

  byte[] encode() {
    var out = ByteBuffer.allocate(4 + entries.size() * ENTRY_BYTES).putInt(partitions);
    entries.forEach((p, e) -> out.putInt(p).putLong(e.clockMillis).put((byte) (e.idle ? 1 : 0)));
    return out.array();
  }

  void decode(byte[] bytes) {
    entries.clear();
    var in = ByteBuffer.wrap(bytes);
    partitions = in.getInt();
    while (in.hasRemaining()) {
      int partition = in.getInt();
      entries.put(partition, new Entry(in.getLong(), in.get() == 1));
    }
  }

  void clear() {
    entries.clear();
    partitions = 0;
  }
}
