// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.otlp.WireReader;

/**
 * Steps over the fields of a message where they lie. Allocates nothing, unlike a {@link WireReader}
 * of its own. Ends at damage, and at groups, which OTLP has none of.
 */
final class FieldCursor {
  private static final long DAMAGED = -1;

  private byte[] bytes = {};
  private int at;
  private int end;
  private int tag;
  private int start;
  private int length;
  private long value;

  void on(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.at = offset;
    this.end = offset + length;
  }

  /** Whether there is another field; then the rest says which and where. */
  boolean next() {
    if (at >= end) {
      return false;
    }
    tag = (int) varint(Integer.MAX_VALUE);
    boolean isWhole = tag > 0 && readContent();
    if (!isWhole) {
      at = end;
    }
    return isWhole;
  }

  private boolean readContent() {
    start = at;
    switch (tag & 7) {
      case 0 -> value = varint(Long.MAX_VALUE);
      case 1 -> at += 8;
      case 2 -> {
        long size = varint(end - at);
        if (size < 0) {
          return false;
        }
        start = at;
        at += (int) size;
      }
      case 5 -> at += 4;
      default -> {
        return false;
      }
    }
    length = at - start;
    return at <= end;
  }

  /** {@link #DAMAGED} where it does not end, or is more than what can be. */
  private long varint(long most) {
    long number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        at = end + 1;
        return DAMAGED;
      }
      byte b = bytes[at++];
      number |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return most == Long.MAX_VALUE || (number >= 0 && number <= most) ? number : DAMAGED;
      }
    }
    at = end + 1;
    return DAMAGED;
  }

  int tag() {
    return tag;
  }

  /** Where the content begins. */
  int start() {
    return start;
  }

  int length() {
    return length;
  }

  /** Where the next field begins. */
  int position() {
    return at;
  }

  /** Of a varint. */
  long value() {
    return value;
  }

  /** Of eight bytes. */
  long fixed64() {
    return Long.reverseBytes(WireReader.id(bytes, start));
  }
}
