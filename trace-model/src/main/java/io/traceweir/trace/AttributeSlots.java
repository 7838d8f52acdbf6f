// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the slot of an attribute by the bytes of its key. */
final class AttributeSlots {
  private final byte[] @Nullable [] keys;
  private final int[] slots;
  private final int mask;
  private final int size;

  AttributeSlots(List<String> names) {
    size = names.size();
    // mostly empty: nearly every key that nobody asked for ends at its first look
    int capacity = Integer.highestOneBit(8 * size + 8);
    mask = capacity - 1;
    keys = new byte[capacity][];
    slots = new int[capacity];
    for (int slot = 0; slot < size; slot++) {
      put(names.get(slot).getBytes(UTF_8), slot);
    }
  }

  int size() {
    return size;
  }

  /** The slot, or -1. */
  int find(byte[] bytes, int offset, int length) {
    for (int i = hash(bytes, offset, length) & mask; ; i = (i + 1) & mask) {
      byte[] key = keys[i];
      if (key == null) {
        return -1;
      }
      if (key.length == length && ShortBytes.isKey(key, bytes, offset)) {
        return slots[i];
      }
    }
  }

  private void put(byte[] key, int slot) {
    int i = hash(key, 0, key.length) & mask;
    while (keys[i] != null) {
      i = (i + 1) & mask;
    }
    keys[i] = key;
    slots[i] = slot;
  }

  /** Three bytes and the length tell attribute names apart; the keys in the table are ours. */
  private static int hash(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    int hash = length;
    hash = 31 * hash + bytes[offset];
    hash = 31 * hash + bytes[offset + length / 2];
    hash = 31 * hash + bytes[offset + length - 1];
    return hash ^ (hash >>> 7) ^ (hash >>> 14);
  }
}
