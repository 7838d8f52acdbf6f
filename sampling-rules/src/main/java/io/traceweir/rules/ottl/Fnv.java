// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

/** The hash function FNV-1a of 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv). */
public final class Fnv {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Fnv() {}

  public static long of(byte[] bytes) {
    long hash = OFFSET;
    for (byte b : bytes) {
      hash = next(hash, b & 0xFF);
    }
    return hash;
  }

  /** Takes in eight bytes, the most significant first. */
  public static long more(long hash, long value) {
    long more = hash;
    for (int shift = 56; shift >= 0; shift -= 8) {
      more = next(more, (int) (value >>> shift) & 0xFF);
    }
    return more;
  }

  private static long next(long hash, int b) {
    return (hash ^ b) * PRIME;
  }
}
