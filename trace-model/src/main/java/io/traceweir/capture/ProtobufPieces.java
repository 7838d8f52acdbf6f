// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.traceweir.otlp.Tags;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request apart into its resources, each of which is a request by itself. So a request may
 * be larger than memory, and several that were appended to one another are one.
 */
final class ProtobufPieces implements Pieces {
  private static final int FIELD = WireFormat.getTagFieldNumber(Tags.REQUEST_RESOURCE_FRAME);

  private final String file;
  private final Feed feed;
  private boolean lost;

  ProtobufPieces(String file, Feed feed) {
    this.file = file;
    this.feed = feed;
  }

  @Override
  public @Nullable Piece next() throws IOException, CaptureException {
    while (!lost && feed.hasMore()) {
      long start = feed.position();
      try {
        Piece piece = field(start);
        if (piece != null) {
          return piece;
        }
      } catch (EOFException e) {
        throw lost(start, "the file ends in the middle of a resource that begins here");
      }
    }
    return null;
  }

  /** Null for a field that a later version of OTLP has. */
  private @Nullable Piece field(long start) throws IOException, CaptureException {
    long tag = varint(start);
    long length = WireFormat.getTagWireType((int) tag) == 2 ? varint(start) : -1;
    if (length < 0 || tag < Tags.REQUEST_RESOURCE_FRAME || tag > Integer.MAX_VALUE) {
      throw lost(start, "no OTLP: here a resource should begin");
    }
    if (tag != Tags.REQUEST_RESOURCE_FRAME) {
      if (!feed.skip(length)) {
        throw new EOFException();
      }
      return null;
    }
    if (length > MAX_BYTES) {
      throw lost(start, "a resource of " + length + " bytes; " + MAX_BYTES + " are read at most");
    }
    return Piece.protobuf(file, ", byte " + start, resource((int) length));
  }

  private byte[] resource(int length) throws IOException {
    byte[] content = feed.read(length);
    if (content.length < length) {
      throw new EOFException();
    }
    byte[] request = new byte[CodedOutputStream.computeByteArraySize(FIELD, content)];
    CodedOutputStream out = CodedOutputStream.newInstance(request);
    out.writeByteArray(FIELD, content);
    return request;
  }

  private long varint(long start) throws IOException, CaptureException {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = feed.read();
      if (next < 0) {
        throw new EOFException();
      }
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw lost(start, "no OTLP: here a resource should begin");
  }

  private CaptureException lost(long start, String reason) {
    lost = true;
    return new CaptureException(file + ", byte " + start, reason);
  }
}
