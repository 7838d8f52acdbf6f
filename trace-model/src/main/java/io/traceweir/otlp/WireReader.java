// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks protobuf fields within a range of an array and says where they lie. Lengths are checked
 * before anything moves, so after a failure inside a message {@link #leave} still finds its end.
 */
public final class WireReader {
  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private final int offset;
  private final CodedInputStream in;
  private int length;

  public WireReader(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.in = CodedInputStream.newInstance(bytes, offset, length);
  }

  public byte[] bytes() {
    return bytes;
  }

  /** Where the next byte to be read lies in the array. */
  public int position() {
    return offset + in.getTotalBytesRead();
  }

  /** The next field's tag, 0 at the end of the message. */
  public int tag() throws IOException {
    return in.readTag();
  }

  /** Steps over a length-delimited field. Returns its start; {@link #length} is its length. */
  public int range() throws IOException {
    length = in.readRawVarint32();
    int start = position();
    in.skipRawBytes(length);
    return start;
  }

  /** The length of what {@link #range} last stepped over. */
  public int length() {
    return length;
  }

  /** Steps into a nested message. Returns what {@link #leave} has to be given. */
  public long enter() throws IOException {
    int limitAround = in.pushLimit(in.readRawVarint32());
    return ((long) limitAround << 32) | end();
  }

  /** Where the message that was entered last ends. */
  public int end() {
    return position() + in.getBytesUntilLimit();
  }

  /** Steps out of a nested message, wherever in it, or in one nested deeper, reading stopped. */
  public void leave(long entered) throws IOException {
    in.popLimit((int) (entered >>> 32));
    in.skipRawBytes((int) entered - position());
  }

  public void skip(int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new StreamCorruptedException("end of a group that never began");
    }
  }

  public int varint32() throws IOException {
    return in.readRawVarint32();
  }

  public long varint64() throws IOException {
    return in.readRawVarint64();
  }

  public int fixed32() throws IOException {
    return in.readRawLittleEndian32();
  }

  public long fixed64() throws IOException {
    return in.readRawLittleEndian64();
  }

  /** Reads what is left into a message; nesting is bounded by protobuf's own limit. */
  public void merge(MessageLite.Builder message) throws IOException {
    message.mergeFrom(in);
  }

  /** Where the content of a length-delimited field starts if it fills the range, else -1. */
  public static int content(byte[] bytes, int tagAt, int end) {
    int length = 0;
    int at = tagAt + 1;
    for (int shift = 0; shift < 28 && at < end; shift += 7) {
      byte b = bytes[at++];
      length |= (b & 0x7F) << shift;
      if (b >= 0) {
        return end - at == length ? at : -1;
      }
    }
    return -1;
  }

  /** Eight bytes of an id, most significant first. */
  public static long id(byte[] bytes, int at) {
    return (long) BIG_ENDIAN_LONG.get(bytes, at);
  }
}
