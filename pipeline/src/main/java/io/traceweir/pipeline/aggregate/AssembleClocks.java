// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.aggregate;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the assemble partitions are, and so which intervals may be closed: those that the slowest
 * of them has passed. A partition never heard holds everything, an idle one nothing.
 *
 * <p>Of a clock only its interval matters: the interval of the slowest clock is the lowest of all
 * intervals. So a clock that is still in the interval it was last seen in is not taken over,
 * neither here nor in the store. What is here is then always what is stored, and a task that starts
 * again closes exactly what it would have closed, though a partition says four times a second how
 * far it is. Should the length of intervals have been changed meanwhile, a clock may be behind by
 * less than the old one; that can delay a point until the partition speaks again, but not tear one.
 */
final class AssembleClocks {
  private static final int HEADER_BYTES = 8 + 4;
  private static final int ENTRY_BYTES = 4 + 8 + 1;

  private final long intervalMillis;
  private final Map<Integer, Entry> entries = new TreeMap<>();
  private int partitions;

  private record Entry(long clockMillis, boolean idle) {}

  AssembleClocks(long intervalMillis) {
    this.intervalMillis = intervalMillis;
  }

  /** True when another interval may have been passed, and this has to be stored. */
  boolean observe(PartialRecord partial) {
    boolean more = partial.partitions() > partitions;
    partitions = Math.max(partitions, partial.partitions());
    var now = new Entry(partial.clockMillis(), partial.idle());
    Entry before = entries.get(partial.partition());
    if (before != null && before.idle == now.idle && interval(before) == interval(now)) {
      return more;
    }
    entries.put(partial.partition(), now);
    return true;
  }

  private long interval(Entry entry) {
    return Math.floorDiv(entry.clockMillis, intervalMillis);
  }

  /**
   * The last interval that all have passed; the smallest number when one was not heard yet, the
   * largest when all are idle.
   */
  long passed() {
    if (entries.size() < partitions) {
      return Long.MIN_VALUE;
    }
    long passed = Long.MAX_VALUE;
    for (Entry e : entries.values()) {
      if (!e.idle) {
        passed = Math.min(passed, interval(e) - 1);
      }
    }
    return passed;
  }

  /** With the length of the intervals that everything beside it in the store is counted in. */
  byte[] encode() {
    var out = ByteBuffer.allocate(HEADER_BYTES + entries.size() * ENTRY_BYTES);
    out.putLong(intervalMillis).putInt(partitions);
    entries.forEach((p, e) -> out.putInt(p).putLong(e.clockMillis).put((byte) (e.idle ? 1 : 0)));
    return out.array();
  }

  /** Takes the clocks over; returns the length of intervals at the time, in milliseconds. */
  long decode(byte[] bytes) {
    entries.clear();
    var in = ByteBuffer.wrap(bytes);
    long intervalThen = in.getLong();
    partitions = in.getInt();
    while (in.hasRemaining()) {
      int partition = in.getInt();
      entries.put(partition, new Entry(in.getLong(), in.get() == 1));
    }
    return intervalThen;
  }

  void clear() {
    entries.clear();
    partitions = 0;
  }
}
