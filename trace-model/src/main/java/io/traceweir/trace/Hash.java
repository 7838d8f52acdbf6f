// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.concurrent.ThreadLocalRandom;

/** Hashes of bytes and ids for tables on the heap; another seed in each process. */
final class Hash {
  /** Bytes and ids come from outside; nobody shall be able to choose ones that collide. */
  private static final long SEED = ThreadLocalRandom.current().nextLong();

  private static final Hasher64 BYTES = Hashing.xxh3_64(SEED);

  private Hash() {}

  static int ofBytes(byte[] bytes, int offset, int length) {
    return (int) BYTES.hashBytesToLong(bytes, offset, length);
  }

  static int ofId(long id) {
    long mixed = (id ^ SEED) * 0x9E3779B97F4A7C15L;
    return (int) (((mixed ^ (mixed >>> 29)) * 0xD6E8FEB86659FD93L) >>> 32);
  }
}
