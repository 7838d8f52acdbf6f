// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import java.io.IOException;
import java.util.Arrays;

/**
 * Tells by its first bytes what a file is.
 *
 * <ul>
 *   <li>A request of protobuf begins with the tag of its first resource, {@code 0x0A}.
 *   <li>A length of four bytes begins with {@code 0x00} to {@code 0x07}, for no request has 128 MiB
 *       or more; protobuf has no field of such a number, and text no such character.
 *   <li>Everything else is taken for JSON, and so is a line feed, when an object with a key
 *       follows: where a resource of 123 bytes has such a brace, a tag stands in place of the key,
 *       and tags are no characters that JSON allows there.
 * </ul>
 */
final class Opening {
  private static final int LAST_OF_LENGTH = 0x07;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private Opening() {}

  static Pieces pieces(String file, Feed feed) throws IOException {
    if (!feed.hasMore()) {
      return () -> null;
    }
    if (startsWith(feed, MARK)) {
      feed.at += MARK.length;
      return new JsonPieces(file, feed);
    }
    byte first = feed.buffer[feed.at];
    if (first >= 0 && first <= LAST_OF_LENGTH) {
      return new FramedPieces(file, feed);
    }
    return first != '\n' || isJson(feed.buffer, feed.at, feed.end)
        ? new JsonPieces(file, feed)
        : new ProtobufPieces(file, feed);
  }

  private static boolean startsWith(Feed feed, byte[] bytes) {
    int end = Math.min(feed.end, feed.at + bytes.length);
    return Arrays.equals(feed.buffer, feed.at, end, bytes, 0, bytes.length);
  }

  /** An object, or nothing but white space. */
  static boolean isJson(byte[] bytes, int start, int end) {
    int brace = pastSpace(bytes, start, end);
    if (brace == end) {
      return true;
    }
    int quote = pastSpace(bytes, brace + 1, end);
    if (bytes[brace] != '{' || quote == end) {
      return false;
    }
    return bytes[quote] == '}'
        || (bytes[quote] == '"' && quote + 1 < end && (bytes[quote + 1] & 0xff) >= ' ');
  }

  /** Where the next byte lies that is none, or the end. */
  static int pastSpace(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
