// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file as they come, with a look ahead. When the file cannot be read on, what came
 * before that is given out first.
 */
final class Feed {
  /** As much as can be looked ahead. */
  private static final int CAPACITY = 64 * 1024;

  final byte[] buffer = new byte[CAPACITY];

  /** The next byte, and the end of what is there. */
  int at;

  int end;

  private final InputStream in;

  /** How much came before the buffer. */
  private long passed;

  private @Nullable IOException failure;

  Feed(InputStream in) {
    this.in = in;
  }

  /** Whether there is a byte; more are read when there is none in the buffer. */
  boolean hasMore() throws IOException {
    if (at < end) {
      return true;
    }
    passed += end;
    at = 0;
    end = 0;
    fill();
    return end > 0;
  }

  private void fill() throws IOException {
    throwFailure();
    try {
      for (int n = 0; n >= 0 && end < buffer.length; end += Math.max(0, n)) {
        n = in.read(buffer, end, buffer.length - end);
      }
    } catch (IOException e) {
      failure = e;
    }
    if (end == 0) {
      throwFailure();
    }
  }

  private void throwFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /** The next byte, -1 at the end. */
  int read() throws IOException {
    return hasMore() ? buffer[at++] & 0xff : -1;
  }

  /** So many bytes, or fewer at the end. */
  byte[] read(int length) throws IOException {
    int buffered = Math.min(length, end - at);
    byte[] head = new byte[buffered];
    System.arraycopy(buffer, at, head, 0, buffered);
    at += buffered;
    if (buffered == length) {
      return head;
    }
    throwFailure();
    byte[] tail = in.readNBytes(length - buffered);
    passed += tail.length;
    byte[] all = Arrays.copyOf(head, buffered + tail.length);
    System.arraycopy(tail, 0, all, buffered, tail.length);
    return all;
  }

  /** Steps over so many bytes; false when there are fewer. */
  boolean skip(long length) throws IOException {
    for (long left = length; left > 0; ) {
      if (!hasMore()) {
        return false;
      }
      int step = (int) Math.min(left, end - at);
      at += step;
      left -= step;
    }
    return true;
  }

  /** How many bytes lie before the next one. */
  long position() {
    return passed + at;
  }
}
