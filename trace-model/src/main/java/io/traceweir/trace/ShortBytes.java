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
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

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

  /**
   * Where a byte stands first.
   *
   * @return more than {@code last} when it is nowhere from the one place to the other
   */
  static int find(byte wanted, byte[] in, int from, int last) {
    int at = from;
    long pattern = (wanted & 0xFFL) * LOW_BITS;
    while (at + WORD <= in.length && at <= last) {
      long zeroWhereLike = WireReader.id(in, at) ^ pattern;
      if (((zeroWhereLike - LOW_BITS) & ~zeroWhereLike & HIGH_BITS) != 0) {
        break; // one of these eight is like it
      }
      at += WORD;
    }
    while (at <= last && in[at] != wanted) {
      at++;
    }
    return at;
  }

  private static long unlike(byte[] key, byte[] bytes, int offset, int at) {
    return WireReader.id(key, at) ^ WireReader.id(bytes, offset + at);
  }
}
