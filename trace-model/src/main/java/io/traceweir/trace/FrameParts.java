// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import java.util.Arrays;

/**
 * Collects what a frame holds beside its children. Mostly that is one piece, which stays where it
 * is; pieces apart (a schema URL after the children) are put together in a buffer.
 */
final class FrameParts {
  private static final int KEPT_BYTES = 1 << 16;

  private byte[] source = {};
  private int start;
  private int end;
  private byte[] buffer = {};
  private int buffered;

  void begin(byte[] bytes) {
    source = bytes;
    start = 0;
    end = 0;
    buffered = 0;
  }

  void add(int partStart, int partEnd) {
    if (buffered == 0 && start == end) {
      start = partStart;
      end = partEnd;
    } else if (buffered == 0 && partStart == end) {
      end = partEnd;
    } else {
      if (buffered == 0) {
        append(start, end);
      }
      append(partStart, partEnd);
    }
  }

  private void append(int partStart, int partEnd) {
    int length = partEnd - partStart;
    if (buffered + length > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(256, 2 * (buffered + length)));
    }
    System.arraycopy(source, partStart, buffer, buffered, length);
    buffered += length;
  }

  byte[] bytes() {
    return buffered > 0 ? buffer : source;
  }

  int offset() {
    return buffered > 0 ? 0 : start;
  }

  int length() {
    return buffered > 0 ? buffered : end - start;
  }

  /** Lets go of the request's bytes. */
  void release() {
    source = buffer;
    if (buffer.length > KEPT_BYTES) {
      buffer = new byte[0];
      source = buffer;
    }
  }
}
