// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;

/**
 * A set of 32-bit fingerprints of what a trace is made of: a span is its id and kind, logs are the
 * bytes of a fragment. Reused; open addressing, no boxing.
 */
final class Fingerprints {
  /** 200 KB of a stored block. */
  static final int MOST_REMEMBERED = 50_000;

  private int[] table = new int[64];
  private int[] inOrder = new int[32];
  private int size;

  /** The fingerprint of a fragment of logs. */
  static int of(byte[] bytes, int offset, int length) {
    return (int) Hashing.xxh3_64().hashBytesToLong(bytes, offset, length);
  }

  /** True when it was not there. */
  boolean add(int fingerprint) {
    int value = fingerprint == 0 ? 1 : fingerprint;
    int mask = table.length - 1;
    int slot = slot(value, mask);
    while (table[slot] != 0) {
      if (table[slot] == value) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = value;
    remember(value);
    return true;
  }

  boolean contains(int fingerprint) {
    int value = fingerprint == 0 ? 1 : fingerprint;
    int mask = table.length - 1;
    int slot = slot(value, mask);
    while (table[slot] != 0 && table[slot] != value) {
      slot = (slot + 1) & mask;
    }
    return table[slot] == value;
  }

  private void remember(int value) {
    if (size == inOrder.length) {
      inOrder = Arrays.copyOf(inOrder, size * 2);
    }
    inOrder[size++] = value;
    if (size * 2 > table.length) {
      grow();
    }
  }

  private void grow() {
    table = new int[table.length * 2];
    int mask = table.length - 1;
    for (int i = 0; i < size; i++) {
      int slot = slot(inOrder[i], mask);
      while (table[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = inOrder[i];
    }
  }

  private static int slot(int value, int mask) {
    return ((value * 0x9E3779B9) >>> 7) & mask;
  }

  int size() {
    return size;
  }

  /**
   * The newest ones, in the order of their addition. Bounded, because they are stored with the
   * decision: of a giant trace only so many are remembered, and older duplicates count again.
   */
  int[] toArray() {
    return newest(MOST_REMEMBERED);
  }

  /** As {@link #toArray()}, but no more than these. */
  int[] newest(int most) {
    return Arrays.copyOfRange(inOrder, Math.max(0, size - most), size);
  }

  void clear() {
    if (table.length > 4096) {
      table = new int[64];
    } else {
      Arrays.fill(table, 0);
    }
    size = 0;
  }
}
