// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.google.protobuf.WireFormat;

/**
 * Recognises what nearly everybody writes, without a parser: tags of up to two bytes, lengths of up
 * to four. Every kept span comes along here; what is not recognised is looked at in the general
 * way, which is several times as slow.
 */
final class PlainParts {
  private static final int BROKEN = -1;

  private final byte[] bytes;

  private PlainParts(byte[] bytes) {
    this.bytes = bytes;
  }

  /** True: it is sound. False says nothing. */
  static boolean isPlain(Part part, byte[] bytes, int offset, int length) {
    return new PlainParts(bytes).isPlain(part.shape, offset, offset + length, part.depth);
  }

  private boolean isPlain(Shape shape, int start, int end, int depth) {
    int at = start;
    while (at >= 0 && at < end) {
      int tag = bytes[at++];
      if (tag < 0 && at < end) {
        tag = (tag & 0x7F) | bytes[at++] << 7;
      }
      if (tag >>> 3 == 0 || tag < 0) {
        return false;
      }
      at =
          switch (tag & 7) {
            case WireFormat.WIRETYPE_VARINT -> afterVarint(at, end);
            case WireFormat.WIRETYPE_FIXED64 -> at + Long.BYTES;
            case WireFormat.WIRETYPE_FIXED32 -> at + Integer.BYTES;
            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
              int content = afterVarint(at, end);
              int length = length(at, content);
              boolean fits = length >= 0 && length <= end - content;
              yield fits && isPlainField(shape, tag, content, length, depth)
                  ? content + length
                  : BROKEN;
            }
            default -> BROKEN;
          };
    }
    return at == end;
  }

  private boolean isPlainField(Shape shape, int tag, int at, int length, int depth) {
    byte kind = shape.kind(tag);
    return switch (kind) {
      case Shape.OTHER -> true;
      case Shape.MESSAGE ->
          !Health.isTooDeep(shape, tag, depth)
              && isPlain(shape.message(tag), at, at + length, depth + 1);
      default -> Health.isFit(kind, bytes, at, length);
    };
  }

  /** Where the varint of up to nine bytes is over. */
  private int afterVarint(int start, int end) {
    int limit = Math.min(end, start + 9);
    int at = start;
    while (at < limit && bytes[at] < 0) {
      at++;
    }
    return at < limit ? at + 1 : BROKEN;
  }

  /** Of a varint of up to four bytes, else -1. */
  private int length(int start, int end) {
    if (end == BROKEN || end - start > 4) {
      return BROKEN;
    }
    int length = 0;
    for (int at = end - 1; at >= start; at--) {
      length = length << 7 | (bytes[at] & 0x7F);
    }
    return length;
  }
}
