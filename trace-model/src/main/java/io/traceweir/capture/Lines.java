// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a file, with their numbers. */
final class Lines {
  private final String file;
  private final Feed feed;
  private long number;

  Lines(String file, Feed feed) {
    this.file = file;
    this.feed = feed;
  }

  /** Of the line that was read last; the first one is 1. */
  long number() {
    return number;
  }

  /** The next line, without its end; null when there is none. */
  byte @Nullable [] next() throws IOException, CaptureException {
    if (!feed.hasMore()) {
      return null;
    }
    number++;
    int end = endOfLine();
    if (end < feed.end) {
      byte[] line = Arrays.copyOfRange(feed.buffer, feed.at, end);
      feed.at = end + 1;
      return line;
    }
    return longLine();
  }

  private byte[] longLine() throws IOException, CaptureException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(2 * feed.buffer.length);
    long length = 0;
    boolean over = false;
    while (!over && goesOn()) {
      int end = endOfLine();
      length += end - feed.at;
      if (length <= Pieces.MAX_BYTES) {
        line.write(feed.buffer, feed.at, end - feed.at);
      }
      over = end < feed.end;
      feed.at = over ? end + 1 : end;
    }
    if (length > Pieces.MAX_BYTES) {
      throw new CaptureException(
          file + ":" + number,
          "a line of " + length + " bytes; " + Pieces.MAX_BYTES + " are read at most");
    }
    return line.toByteArray();
  }

  /** What there is of a line counts also where the file cannot be read on; the next one fails. */
  private boolean goesOn() {
    try {
      return feed.hasMore();
    } catch (IOException e) {
      return false;
    }
  }

  private int endOfLine() {
    int at = feed.at;
    while (at < feed.end && feed.buffer[at] != '\n') {
      at++;
    }
    return at;
  }
}
