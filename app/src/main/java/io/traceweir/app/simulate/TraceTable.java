// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import java.util.Arrays;

/** Numbers trace ids in the order in which they come. */
final class TraceTable {
  private long[] highs = new long[16];
  private long[] lows = new long[16];
  private int[] slots = new int[64];
  private int count;

  int count() {
    return count;
  }

  long high(int trace) {
    return highs[trace];
  }

  long low(int trace) {
    return lows[trace];
  }

  /** The number of an id, from 0; a new one when it has none yet. */
  int number(long high, long low) {
    int slot = find(high, low);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (count == highs.length) {
      highs = Arrays.copyOf(highs, 2 * count);
      lows = Arrays.copyOf(lows, 2 * count);
    }
    highs[count] = high;
    lows[count] = low;
    slots[slot] = ++count;
    if (2 * count > slots.length) {
      grow();
    }
    return count - 1;
  }

  private int find(long high, long low) {
    int mask = slots.length - 1;
    int slot = (int) hash(high, low) & mask;
    while (slots[slot] != 0 && (highs[slots[slot] - 1] != high || lows[slots[slot] - 1] != low)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int trace = 0; trace < count; trace++) {
      slots[find(highs[trace], lows[trace])] = trace + 1;
    }
  }

  /** Some ids are times or counters; all of their bits matter here. */
  static long hash(long high, long low) {
    long mixed = (high ^ 0x6A09E667F3BCC909L) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32) ^ low) * 0xD6E8FEB86659FD93L;
    return mixed >>> 32;
  }
}
