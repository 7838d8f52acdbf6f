// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Strings by their UTF-8 bytes: names and values repeat, so most are found and not decoded again.
 * Bounded: a string that finds no place near its own takes another one's. One thread.
 */
final class Strings {
  private static final int PROBES = 4;

  /** Longer ones rarely repeat, and comparing them costs what decoding costs. */
  private static final int MAX_BYTES = 256;

  private final int mask;
  private final byte[] @Nullable [] keys;
  private final @Nullable String[] values;
  private final int[] hashes;

  /** Holds up to the given number of strings, a power of two. */
  Strings(int capacity) {
    mask = capacity - 1;
    keys = new byte[capacity][];
    values = new String[capacity];
    hashes = new int[capacity];
  }

  String get(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return "";
    }
    if (length > MAX_BYTES) {
      return new String(bytes, offset, length, UTF_8);
    }
    int hash = Hash.ofBytes(bytes, offset, length);
    for (int i = 0; i < PROBES; i++) {
      int slot = (hash + i) & mask;
      String value = values[slot];
      if (value == null) {
        return put(slot, hash, bytes, offset, length);
      }
      if (hashes[slot] == hash && isKey(slot, bytes, offset, length)) {
        return value;
      }
    }
    // high bits: which of the places near its own it takes is independent of where those are
    return put((hash + (hash >>> 30)) & mask, hash, bytes, offset, length);
  }

  private boolean isKey(int slot, byte[] bytes, int offset, int length) {
    byte[] key = keys[slot];
    return key != null && key.length == length && ShortBytes.isKey(key, bytes, offset);
  }

  private String put(int slot, int hash, byte[] bytes, int offset, int length) {
    String value = new String(bytes, offset, length, UTF_8);
    keys[slot] = Arrays.copyOfRange(bytes, offset, offset + length);
    values[slot] = value;
    hashes[slot] = hash;
    return value;
  }
}
