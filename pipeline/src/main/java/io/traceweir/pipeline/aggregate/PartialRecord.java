// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.aggregate;

import java.nio.ByteBuffer;

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

  static PartialRecord decode(byte[] value) {
    if (value.length < HEADER_BYTES || value[0] != VERSION) {
      throw new IllegalArgumentException(
          "not partial sums of version " + VERSION + " (" + value.length + " bytes)");
    }
    var in = ByteBuffer.wrap(value, 2, HEADER_BYTES - 2);
    return new PartialRecord(value[1] == IDLE, in.getInt(), in.getInt(), in.getLong());
  }
}
