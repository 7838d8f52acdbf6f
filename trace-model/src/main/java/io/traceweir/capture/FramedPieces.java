// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a Collector's file exporter writes with {@code format: proto} or with {@code compression}:
 * each request behind four bytes with its length, the most significant byte first, and packed one
 * by one. Source: opentelemetry-collector-contrib, exporter/fileexporter, README.md and
 * file_writer.go.
 */
final class FramedPieces implements Pieces {
  private final String file;
  private final Feed feed;
  private boolean lost;

  FramedPieces(String file, Feed feed) {
    this.file = file;
    this.feed = feed;
  }

  @Override
  public @Nullable Piece next() throws IOException, CaptureException {
    while (!lost && feed.hasMore()) {
      long start = feed.position();
      byte[] content = content(start);
      if (content.length > 0) {
        return piece(start, content);
      }
    }
    return null;
  }

  private Piece piece(long start, byte[] content) throws CaptureException {
    String where = ", byte " + start;
    byte[] plain;
    try {
      plain = Packing.unpacked(content);
    } catch (IOException e) {
      throw new CaptureException(file + where, "the packed bytes are broken", e);
    }
    return Opening.isJson(plain, 0, plain.length)
        ? Piece.json(file, where, plain)
        : Piece.protobuf(file, where, plain);
  }

  private byte[] content(long start) throws IOException, CaptureException {
    byte[] head = feed.read(Integer.BYTES);
    if (head.length < Integer.BYTES) {
      throw lost(start, "the file ends in the middle of a length");
    }
    int length = ByteBuffer.wrap(head).getInt();
    if (length < 0 || length > MAX_BYTES) {
      throw lost(start, "a request cannot have " + Integer.toUnsignedString(length) + " bytes");
    }
    byte[] content = feed.read(length);
    if (content.length < length) {
      throw lost(
          start,
          "the file ends in the middle of a request: "
              + content.length
              + " of "
              + length
              + " bytes are there");
    }
    return content;
  }

  private CaptureException lost(long start, String reason) {
    lost = true;
    return new CaptureException(file + ", byte " + start, reason);
  }
}
