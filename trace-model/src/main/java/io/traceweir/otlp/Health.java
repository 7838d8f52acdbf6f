// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Tells whether every reader of OTLP takes a part of a request. Readers are strict in different
 * ways (UTF-8, 100 levels of messages, lengths of ids), and one that refuses an attribute refuses
 * the whole request, so what is written has to please all of them.
 */
public final class Health {
  /** What protobuf's readers accept. */
  static final int MAX_DEPTH = 100;

  /** The bits of eight bytes that ASCII leaves alone. */
  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

  /** A map in a value: itself, an entry, the entry's value. */
  private static final int NESTING_DEPTH = 3;

  /** What a part is fit for. */
  public enum State {
    /** To be written as it is. */
    SOUND,
    /** To be written after {@link Mending}: all of it can be found, but some readers refuse it. */
    MENDABLE,
    /** Its bytes are no message. */
    BROKEN
  }

  private final WireReader in;
  private boolean odd;

  private Health(WireReader in) {
    this.in = in;
  }

  /** Looks at everything in a range that holds this part. */
  public static State of(Part part, byte[] bytes, int offset, int length) {
    if (PlainParts.isPlain(part, bytes, offset, length)) {
      return State.SOUND;
    }
    Health health = new Health(new WireReader(bytes, offset, length));
    try {
      health.look(part.shape, part.depth);
    } catch (IOException e) {
      return State.BROKEN;
    }
    return health.odd ? State.MENDABLE : State.SOUND;
  }

  private void look(Shape shape, int depth) throws IOException {
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      byte kind = shape.kind(tag);
      if (kind == Shape.MESSAGE && !isTooDeep(shape, tag, depth)) {
        long entered = in.enter();
        look(shape.message(tag), depth + 1);
        in.leave(entered);
      } else if (kind == Shape.OTHER) {
        odd |= WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_START_GROUP;
        in.skip(tag);
      } else {
        int at = in.range();
        odd |= kind == Shape.MESSAGE || !isFit(kind, in.bytes(), at, in.length());
      }
    }
  }

  /** A list or map in which the next value would lie deeper than readers go. */
  static boolean isTooDeep(Shape shape, int tag, int depth) {
    return shape.isNesting(tag) && depth + NESTING_DEPTH > MAX_DEPTH;
  }

  /** Whether a text or an id is one. */
  static boolean isFit(byte kind, byte[] bytes, int at, int length) {
    return switch (kind) {
      case Shape.TRACE_ID -> length == 16 || length == 0;
      case Shape.SPAN_ID -> length == 8 || length == 0;
      default -> isUtf8(bytes, at, length);
    };
  }

  private static boolean isUtf8(byte[] bytes, int at, int length) {
    int end = at + length;
    int i = at;
    while (i + Long.BYTES <= end && (WireReader.id(bytes, i) & NOT_ASCII) == 0) {
      i += Long.BYTES;
    }
    while (i < end && bytes[i] >= 0) {
      i++;
    }
    return i == end || UnsafeByteOperations.unsafeWrap(bytes, i, end - i).isValidUtf8();
  }
}
