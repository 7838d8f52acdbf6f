// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.otlp.WireReader;
import java.util.Arrays;

/**
 * Compares short runs of bytes; {@link Arrays#equals} is made for long ones. Keys of unlike length
 * follow one another, so a loop over their bytes is a branch that nothing foretells: here a few
 * words are compared that overlap.
 */
final class ShortBytes {
  private static final int WORD = Long.BYTES;

  private ShortBytes() {}

  /** Whether these bytes, as many as the key has, are the key. They must lie in the array. */
  static boolean isKey(byte[] key, byte[] bytes, int offset) {
    int length = key.length;
    if (length < WORD || length > 4 * WORD) {
      return Arrays.equals(key, 0, length, bytes, offset, offset + length);
    }
    long unlike = unlike(key, bytes, offset, 0) | unlike(key, bytes, offset, length - WORD);
    if (length > 2 * WORD) {
      unlike |= unlike(key, bytes, offset, WORD) | unlike(key, bytes, offset, length - 2 * WORD);
    }
    return unlike == 0;
  }

  private static long unlike(byte[] key, byte[] bytes, int offset, int at) {
    return WireReader.id(key, at) ^ WireReader.id(bytes, offset + at);
  }
}
