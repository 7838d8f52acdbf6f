// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a frame as a key. The one that looks up is moved along, those stored never are. */
final class FrameBytes {
  private byte[] bytes = {};
  private int offset;
  private int length;
  private int hash;

  FrameBytes at(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    this.hash = Hash.ofBytes(bytes, offset, length);
    return this;
  }

  byte[] toArray() {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  int length() {
    return length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FrameBytes that
        && hash == that.hash
        && Arrays.equals(
            bytes, offset, offset + length, that.bytes, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
