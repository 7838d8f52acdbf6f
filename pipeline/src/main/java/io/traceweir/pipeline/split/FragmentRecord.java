// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

import io.traceweir.otlp.Signal;
import java.nio.ByteBuffer;

/**
 * A record of the fragments topic: the part of one request that belongs to one trace, or a
 * watermark.
 *
 * <p>Layout, big endian: version (1 byte, {@value #VERSION}), type (1 byte), flags (1 byte), source
 * (4 bytes), time of the source record (8 bytes, milliseconds since the epoch), items or, of a
 * watermark, partitions of its topic (4 bytes), whose it is (4 bytes, a hash of the application
 * id), then for a fragment an OTLP request that holds one trace. Version 1 does not say whose it
 * is.
 *
 * @param application whose it is, or {@link #ANYBODY} when that is not said
 */
public record FragmentRecord(
    Type type,
    boolean hasRoot,
    boolean idle,
    int source,
    long timeMillis,
    int count,
    int application) {
  /** Bytes in front of the payload. */
  public static final int HEADER_BYTES = 23;

  /** Stands for "not said". */
  public static final int ANYBODY = 0;

  static final byte VERSION = 2;
  private static final byte WITHOUT_APPLICATION = 1;
  private static final int FORMER_HEADER_BYTES = 19;
  private static final int ROOT = 1;
  private static final int IDLE = 2;

  /** What a record of the fragments topic is. */
  public enum Type {
    /** Spans of one trace. */
    SPANS(0),
    /** Log records of one trace. */
    LOGS(1),
    /** The source has nothing before its time; an idle one has nothing at all. */
    WATERMARK(2);

    private static final Type[] BY_CODE = {SPANS, LOGS, WATERMARK};

    private final byte code;

    Type(int code) {
      this.code = (byte) code;
    }

    /** The signal of a fragment. */
    public Signal signal() {
      return this == LOGS ? Signal.LOGS : Signal.SPANS;
    }

    static Type of(Signal signal) {
      return signal == Signal.LOGS ? LOGS : SPANS;
    }
  }

  static byte[] fragment(
      Signal signal, boolean hasRoot, Origin origin, int items, byte[] bytes, int off, int len) {
    var out = ByteBuffer.allocate(HEADER_BYTES + len);
    header(
        out,
        new FragmentRecord(
            Type.of(signal),
            hasRoot,
            false,
            origin.source(),
            origin.timeMillis(),
            items,
            origin.application()));
    return out.put(bytes, off, len).array();
  }

  static byte[] watermark(Origin origin, boolean idle, int partitions) {
    var out = ByteBuffer.allocate(HEADER_BYTES);
    header(
        out,
        new FragmentRecord(
            Type.WATERMARK,
            false,
            idle,
            origin.source(),
            origin.timeMillis(),
            partitions,
            origin.application()));
    return out.array();
  }

  private static void header(ByteBuffer out, FragmentRecord r) {
    out.put(VERSION)
        .put(r.type.code)
        .put((byte) ((r.hasRoot ? ROOT : 0) | (r.idle ? IDLE : 0)))
        .putInt(r.source)
        .putLong(r.timeMillis)
        .putInt(r.count)
        .putInt(r.application);
  }

  /** What stands for an application id. */
  static int application(String id) {
    int hash = id.hashCode();
    return hash == ANYBODY ? 1 : hash;
  }

  /** Where the payload of a record begins that was decoded. */
  public static int payloadStart(byte[] value) {
    return value[0] == WITHOUT_APPLICATION ? FORMER_HEADER_BYTES : HEADER_BYTES;
  }

  /**
   * Reads the header.
   *
   * @throws IllegalArgumentException when the bytes are not a record of a version known here
   */
  public static FragmentRecord decode(byte[] value) {
    if (value.length < FORMER_HEADER_BYTES
        || value[0] < WITHOUT_APPLICATION
        || value[0] > VERSION
        || value.length < payloadStart(value)
        || value[1] < 0
        || value[1] >= Type.BY_CODE.length) {
      throw new IllegalArgumentException(
          "not a fragment of version 1 to " + VERSION + " (" + value.length + " bytes)");
    }
    var in = ByteBuffer.wrap(value, 3, payloadStart(value) - 3);
    int flags = value[2];
    var record =
        new FragmentRecord(
            Type.BY_CODE[value[1]],
            (flags & ROOT) != 0,
            (flags & IDLE) != 0,
            in.getInt(),
            in.getLong(),
            in.getInt(),
            in.hasRemaining() ? in.getInt() : ANYBODY);
    boolean timeless = record.timeMillis < 0 && record.type != Type.WATERMARK;
    if (timeless || record.count < 0) {
      throw new IllegalArgumentException(
          "not a fragment: a number in its header is negative (" + value.length + " bytes)");
    }
    return record;
  }

  /**
   * Where a record came from: a number for its input partition, the same in every run with the same
   * input topics, its time in milliseconds since the epoch, and who writes it.
   */
  record Origin(int source, long timeMillis, int application) {
    Origin(int source, long timeMillis) {
      this(source, timeMillis, ANYBODY);
    }
  }
}
