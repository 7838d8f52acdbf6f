// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.aggregate;

import io.traceweir.series.Deltas;
import io.traceweir.series.SeriesKey;
import io.traceweir.series.SeriesValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What one tick of one assemble partition adds to the series of one partials partition, and how far
 * that partition's clock is.
 *
 * <p>Layout, big endian: version (1 byte), flags (1 byte), assemble partition (4), number of
 * assemble partitions (4), clock (8, milliseconds since the epoch), then deltas, possibly none.
 *
 * @param idle the partition has nothing waiting and was proven silent: it delays no point
 */
public record PartialRecord(boolean idle, int partition, int partitions, long clockMillis) {
  /** Bytes in front of the deltas. */
  public static final int HEADER_BYTES = 18;

  private static final byte VERSION = 1;
  private static final byte IDLE = 1;
  private static final byte[] NO_DELTAS = {};

  /** With the deltas behind the header. */
  public byte[] encode(byte[] deltas) {
    return ByteBuffer.allocate(HEADER_BYTES + deltas.length)
        .put(VERSION)
        .put(idle ? IDLE : 0)
        .putInt(partition)
        .putInt(partitions)
        .putLong(clockMillis)
        .put(deltas)
        .array();
  }

  /** The header alone: the clock moved, nothing was added. */
  public byte[] encode() {
    return encode(NO_DELTAS);
  }

  /**
   * Reads the header.
   *
   * @throws IllegalArgumentException when this is none
   */
  static PartialRecord decode(byte[] value) {
    if (value.length < HEADER_BYTES || value[0] != VERSION || (value[1] & ~IDLE) != 0) {
      throw new IllegalArgumentException(
          "not partial sums of version " + VERSION + " (" + value.length + " bytes)");
    }
    var in = ByteBuffer.wrap(value, 2, HEADER_BYTES - 2);
    var header = new PartialRecord(value[1] == IDLE, in.getInt(), in.getInt(), in.getLong());
    if (header.partition < 0 || header.partition >= header.partitions) {
      throw new IllegalArgumentException(
          "partial sums of partition " + header.partition + " of " + header.partitions);
    }
    return header;
  }

  /** What a record adds to one series. */
  record Addition(SeriesKey key, SeriesValue delta) {}

  /**
   * Reads what is behind the header, all of it or nothing.
   *
   * @throws IllegalArgumentException when these are no deltas
   */
  static List<Addition> additions(byte[] value) {
    List<Addition> all = new ArrayList<>();
    int length = value.length - HEADER_BYTES;
    if (length > 0) {
      Deltas.forEach(value, HEADER_BYTES, length, (key, d) -> all.add(new Addition(key, d)));
    }
    return all;
  }
}
