// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.aggregate;

import io.traceweir.series.SeriesKey;
import io.traceweir.series.SeriesValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The series of one partition in their store: what open intervals add, the totals up to the last
 * closed one, and the clocks. Keys: one letter, for open intervals the interval's number, then the
 * series.
 *
 * <p>Which intervals are open is known on the heap too: an iterator of an in-memory store copies
 * the range it goes through, so asking the store costs as much as there are open series, and it
 * would be asked at every tick of every partition.
 */
final class SeriesStore {
  private static final byte OPEN = 'd';
  private static final byte TOTAL = 't';
  private static final Bytes CLOCKS = Bytes.wrap(new byte[] {'c'});
  private static final Bytes CLOSED = Bytes.wrap(new byte[] {'e'});
  private static final byte VERSION = 1;

  private final KeyValueStore<Bytes, byte[]> store;
  private final TreeSet<Long> open = new TreeSet<>();

  SeriesStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    findOpen();
  }

  private void findOpen() {
    try (KeyValueIterator<Bytes, byte[]> all =
        store.range(prefix(OPEN), prefix((byte) (OPEN + 1)))) {
      while (all.hasNext()) {
        byte[] key = all.next().key.get();
        if (key[0] == OPEN) {
          open.add(interval(key));
        }
      }
    }
  }

  /**
   * A cumulative series.
   *
   * @param startMillis when it began to count
   */
  record Total(long startMillis, SeriesValue value) {}

  void addOpen(long interval, SeriesKey series, SeriesValue delta) {
    Bytes key = openKey(interval, series.bytes());
    byte[] before = store.get(key);
    if (before == null) {
      open.add(interval);
      store.put(key, delta.encode());
      return;
    }
    SeriesValue sum = SeriesValue.decode(before);
    sum.add(delta);
    store.put(key, sum.encode());
  }

  /** The number of the first interval with something in it, or null. */
  @Nullable Long firstOpen() {
    return open.isEmpty() ? null : open.first();
  }

  /** Hands out what an interval adds and forgets it. */
  void takeOpen(long interval, BiConsumer<SeriesKey, SeriesValue> out) {
    open.remove(interval);
    try (KeyValueIterator<Bytes, byte[]> all =
        store.range(openKey(interval, new byte[0]), openKey(interval + 1, new byte[0]))) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> e = all.next();
        byte[] key = e.key.get();
        if (interval(key) == interval) {
          out.accept(SeriesKey.of(tail(key, 1 + Long.BYTES)), SeriesValue.decode(e.value));
          store.delete(e.key);
        }
      }
    }
  }

  @Nullable Total total(SeriesKey series) {
    byte[] value = store.get(totalKey(series.bytes()));
    return value == null ? null : decodeTotal(value);
  }

  void total(SeriesKey series, Total total) {
    byte[] value = total.value.encode();
    store.put(
        totalKey(series.bytes()),
        ByteBuffer.allocate(9 + value.length)
            .put(VERSION)
            .putLong(total.startMillis)
            .put(value)
            .array());
  }

  void forEachTotal(BiConsumer<SeriesKey, Total> out) {
    try (KeyValueIterator<Bytes, byte[]> all =
        store.range(prefix(TOTAL), prefix((byte) (TOTAL + 1)))) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> e = all.next();
        out.accept(SeriesKey.of(tail(e.key.get(), 1)), decodeTotal(e.value));
      }
    }
  }

  private static Total decodeTotal(byte[] value) {
    if (value[0] != VERSION) {
      throw new IllegalStateException("a total of version " + value[0] + ", not " + VERSION);
    }
    var in = ByteBuffer.wrap(value, 1, Long.BYTES);
    return new Total(in.getLong(), SeriesValue.decode(tail(value, 9)));
  }

  /** Returns the length of intervals when they were stored, in milliseconds; 0 without clocks. */
  long load(AssembleClocks clocks) {
    byte[] bytes = store.get(CLOCKS);
    if (bytes == null) {
      clocks.clear();
      return 0;
    }
    return clocks.decode(bytes);
  }

  void save(AssembleClocks clocks) {
    store.put(CLOCKS, clocks.encode());
  }

  /** The number of the last interval that was closed; the smallest number when there was none. */
  long lastClosed() {
    byte[] bytes = store.get(CLOSED);
    return bytes == null ? Long.MIN_VALUE : ByteBuffer.wrap(bytes).getLong();
  }

  void lastClosed(long interval) {
    store.put(CLOSED, ByteBuffer.allocate(Long.BYTES).putLong(interval).array());
  }

  private record Open(long startMillis, SeriesKey key, SeriesValue delta) {}

  /**
   * Numbers everything anew after the length of intervals was changed. The first interval that may
   * be closed now begins where the last closed one ended, or later; what was open counts in the
   * interval of its beginning, or in that first one.
   *
   * @return the number of the last interval that was closed
   */
  long renumber(long fromMillis, long toMillis) {
    long closed = lastClosed();
    if (closed != Long.MIN_VALUE) {
      closed = -Math.floorDiv(-(closed + 1) * fromMillis, toMillis) - 1;
      lastClosed(closed);
    }
    List<Open> moving = new ArrayList<>();
    for (long interval : List.copyOf(open)) {
      long start = interval * fromMillis;
      takeOpen(interval, (key, delta) -> moving.add(new Open(start, key, delta)));
    }
    for (Open o : moving) {
      addOpen(Math.max(Math.floorDiv(o.startMillis, toMillis), closed + 1), o.key, o.delta);
    }
    return closed;
  }

  private static Bytes prefix(byte letter) {
    return Bytes.wrap(new byte[] {letter});
  }

  /** Keys are ordered by unsigned bytes, intervals before 1970 have negative numbers. */
  private static long interval(byte[] openKey) {
    return ByteBuffer.wrap(openKey, 1, Long.BYTES).getLong() ^ Long.MIN_VALUE;
  }

  private static Bytes openKey(long interval, byte[] series) {
    return Bytes.wrap(
        ByteBuffer.allocate(1 + Long.BYTES + series.length)
            .put(OPEN)
            .putLong(interval ^ Long.MIN_VALUE)
            .put(series)
            .array());
  }

  private static Bytes totalKey(byte[] series) {
    return Bytes.wrap(ByteBuffer.allocate(1 + series.length).put(TOTAL).put(series).array());
  }

  private static byte[] tail(byte[] bytes, int from) {
    return java.util.Arrays.copyOfRange(bytes, from, bytes.length);
  }
}
