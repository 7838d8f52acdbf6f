// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** Chains the items of a request that belong to the same trace, traces in order of appearance. */
final class TraceGroups {
  /** Ids come from outside; nobody shall be able to choose ones that collide. */
  private static final long SEED = ThreadLocalRandom.current().nextLong();

  private static final int KEPT_CAPACITY = 1 << 13;

  int count;
  int[] heads = new int[16];
  int[] sizes = new int[16];
  private int[] tails = new int[16];

  /** Open addressing: group index + 1, 0 = free; at most half full. */
  private int[] table = new int[32];

  /** Groups all items with the given fate; when it is not IN_TRACE they form one group. */
  void group(Items items, byte fate) {
    clear();
    int last = -1;
    for (int item = 0; item < items.count; item++) {
      if (items.fates[item] != fate) {
        continue;
      }
      boolean sameAsLast =
          last >= 0 && (fate != Items.IN_TRACE || items.sameTrace(item, heads[last]));
      last = sameAsLast ? last : find(items, item);
      append(items, last, item);
    }
  }

  private void clear() {
    if (table.length > KEPT_CAPACITY) {
      table = new int[32];
    } else if (count > 0) {
      Arrays.fill(table, 0);
    }
    count = 0;
  }

  private void append(Items items, int group, int item) {
    if (sizes[group]++ == 0) {
      heads[group] = item;
    } else {
      items.nexts[tails[group]] = item;
    }
    tails[group] = item;
  }

  private int find(Items items, int item) {
    int mask = table.length - 1;
    int slot = slot(items, item) & mask;
    while (table[slot] != 0) {
      if (items.sameTrace(heads[table[slot] - 1], item)) {
        return table[slot] - 1;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = add() + 1;
    heads[count - 1] = item;
    if (2 * count > table.length) {
      grow(items);
    }
    return count - 1;
  }

  private int add() {
    if (count == heads.length) {
      heads = Arrays.copyOf(heads, 2 * count);
      tails = Arrays.copyOf(tails, 2 * count);
      sizes = Arrays.copyOf(sizes, 2 * count);
    }
    sizes[count] = 0;
    return count++;
  }

  private void grow(Items items) {
    table = new int[2 * table.length];
    int mask = table.length - 1;
    for (int group = 0; group < count; group++) {
      int slot = slot(items, heads[group]) & mask;
      while (table[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = group + 1;
    }
  }

  private static int slot(Items items, int item) {
    long mixed = (items.idHighs[item] ^ SEED) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32) ^ items.idLows[item]) * 0xD6E8FEB86659FD93L;
    return (int) (mixed >>> 32);
  }
}
