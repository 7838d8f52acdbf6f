// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import com.google.protobuf.Message;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cumulative point adds to the one before it. Of each series only a hash and the last point
 * are kept.
 */
final class PointDeltas {

  /** One point of one series; the numbers of a sum are one, those of a histogram its buckets. */
  record Point(long startNanos, long timeNanos, long[] counts) {}

  /** The names that tell a series from others. */
  record SeriesId(HashValue128 hash) {

    static SeriesId of(String metric, List<KeyValue> resource, List<KeyValue> attributes) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
      byte[] name = metric.getBytes(StandardCharsets.UTF_8);
      bytes.write(name, 0, name.length);
      bytes.write(0);
      resource.forEach(attribute -> write(attribute, bytes));
      bytes.write(0);
      attributes.forEach(attribute -> write(attribute, bytes));
      return new SeriesId(Hashing.murmur3_128().hashBytesTo128Bits(bytes.toByteArray()));
    }

    private static void write(Message attribute, ByteArrayOutputStream bytes) {
      try {
        attribute.writeDelimitedTo(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final int limit;
  private final long silenceNanos;
  private final Map<SeriesId, Point> last = new LinkedHashMap<>(16, 0.75f, true);
  private long newestNanos = Long.MIN_VALUE;
  private long leftOut;

  /**
   * @param limit of series
   * @param silenceNanos a series without points for so long may be forgotten for a new one
   */
  PointDeltas(int limit, long silenceNanos) {
    this.limit = limit;
    this.silenceNanos = silenceNanos;
  }

  /**
   * Empty for the first point of a series, whose counts may be old, and for one that came before. A
   * count that fell, or another start, is a counter that began again.
   */
  Optional<long[]> add(SeriesId id, Point point) {
    newestNanos = Math.max(newestNanos, point.timeNanos);
    Point before = last.get(id);
    if (before == null) {
      if (last.size() < limit || forgotOne()) {
        last.put(id, point);
      } else {
        leftOut++;
      }
      return Optional.empty();
    }
    if (point.timeNanos <= before.timeNanos) {
      return Optional.empty();
    }
    last.put(id, point);
    return Optional.of(hasBegunAgain(before, point) ? point.counts : difference(before, point));
  }

  private boolean forgotOne() {
    Iterator<Point> eldest = last.values().iterator();
    if (!eldest.hasNext() || newestNanos - eldest.next().timeNanos <= silenceNanos) {
      return false;
    }
    eldest.remove();
    return true;
  }

  private static boolean hasBegunAgain(Point before, Point point) {
    if (point.startNanos != before.startNanos || point.counts.length != before.counts.length) {
      return true;
    }
    for (int i = 0; i < point.counts.length; i++) {
      if (point.counts[i] < before.counts[i]) {
        return true;
      }
    }
    return false;
  }

  private static long[] difference(Point before, Point point) {
    long[] difference = Arrays.copyOf(point.counts, point.counts.length);
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= before.counts[i];
    }
    return difference;
  }

  /** Points of series that found no room. */
  long leftOut() {
    return leftOut;
  }
}
