// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes a part again so that it is sound, with as little changed as possible: what is no UTF-8
 * becomes U+FFFD, an id of a wrong length is left out, and so are groups, which OTLP never had. A
 * list or map that lies deeper than readers go becomes a value of bytes, its own encoding.
 */
public final class Mending {
  private final WireReader in;

  private Mending(WireReader in) {
    this.in = in;
  }

  /**
   * The part with everything in it mended.
   *
   * @throws UncheckedIOException when it is broken, which {@link Health} tells before
   */
  public static byte[] of(Part part, byte[] bytes, int offset, int length) {
    try {
      return new Mending(new WireReader(bytes, offset, length)).message(part.shape, part.depth);
    } catch (IOException e) {
      throw new UncheckedIOException("what is broken cannot be mended", e);
    }
  }

  private byte[] message(Shape shape, int depth) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    int start = in.position();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      byte kind = shape.kind(tag);
      if (kind == Shape.OTHER) {
        in.skip(tag);
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_START_GROUP) {
          out.writeRawBytes(in.bytes(), start, in.position() - start);
        }
      } else if (kind != Shape.MESSAGE) {
        scalar(kind, tag, out);
      } else if (Health.isTooDeep(shape, tag, depth)) {
        in.range();
        tooDeep(start, out);
      } else {
        long entered = in.enter();
        out.writeUInt32NoTag(tag);
        out.writeByteArrayNoTag(message(shape.message(tag), depth + 1));
        in.leave(entered);
      }
      start = in.position();
    }
    out.flush();
    return bytes.toByteArray();
  }

  private void scalar(byte kind, int tag, CodedOutputStream out) throws IOException {
    int at = in.range();
    if (Health.isFit(kind, in.bytes(), at, in.length())) {
      out.writeUInt32NoTag(tag);
      out.writeUInt32NoTag(in.length());
      out.writeRawBytes(in.bytes(), at, in.length());
    } else if (kind == Shape.TEXT) {
      out.writeUInt32NoTag(tag);
      out.writeByteArrayNoTag(new String(in.bytes(), at, in.length(), UTF_8).getBytes(UTF_8));
    }
  }

  private void tooDeep(int start, CodedOutputStream out) throws IOException {
    out.writeUInt32NoTag(Tags.BYTES);
    out.writeUInt32NoTag(in.position() - start);
    out.writeRawBytes(in.bytes(), start, in.position() - start);
  }
}
