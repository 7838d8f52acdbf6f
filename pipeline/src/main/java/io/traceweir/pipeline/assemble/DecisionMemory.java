// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.util.ArrayDeque;
import java.util.function.LongConsumer;

/**
 * Which traces were decided lately, and how. The working copy is on the heap; every block is also
 * in a changelogged store, from which {@link #load} restores it.
 *
 * <p>"Known" is judged by the clock, not by presence: blocks are deleted, and their fingerprints
 * forgotten, later than they expire, because a replay starts in the past. The index is open
 * addressing over references (block number, entry); a trace with late fragments has an entry in a
 * later block, which then counts.
 */
final class DecisionMemory {
  /** No decision is known. */
  static final long UNKNOWN = -1;

  private static final int INITIAL_SLOTS = 1 << 10;

  private final long rememberMillis;
  private final long rememberDuplicatesMillis;
  private final ArrayDeque<Long> numbers = new ArrayDeque<>();
  private MemoryBlock[] ring = new MemoryBlock[64];
  private long first;
  private long next;
  private long nextToForget;
  private long[] slots = emptySlots(INITIAL_SLOTS);
  private int size;
  private long heapBytes;

  DecisionMemory(long rememberMillis, long rememberDuplicatesMillis) {
    this.rememberMillis = rememberMillis;
    this.rememberDuplicatesMillis = rememberDuplicatesMillis;
  }

  int size() {
    return size;
  }

  long heapBytes() {
    return heapBytes + 8L * slots.length;
  }

  /** Adds a block that is stored under this number; numbers only grow. */
  void load(long number, MemoryBlock block) {
    if (next - first == ring.length) {
      growRing();
    }
    numbers.add(number);
    ring[(int) (next & ring.length - 1)] = block;
    for (int i = 0; i < block.size(); i++) {
      index(next, block, i);
    }
    next++;
    heapBytes += block.heapBytes();
  }

  /** A reference to the decision about this trace as known at this clock, or {@link #UNKNOWN}. */
  long find(long idHigh, long idLow, long clock) {
    long ref = slots[slotOf(idHigh, idLow)];
    return ref != UNKNOWN && isKnown(block(ref), clock) ? ref : UNKNOWN;
  }

  /** By the time that the block was written under: a shorter one counts for later blocks only. */
  private boolean isKnown(MemoryBlock b, long clock) {
    return b.clock + b.rememberMillis(rememberMillis) > clock;
  }

  /** As {@link #find}, for fragments that were found late before the memory expired. */
  long findEvenExpired(long idHigh, long idLow) {
    return slots[slotOf(idHigh, idLow)];
  }

  Outcome outcome(long ref) {
    MemoryBlock b = block(ref);
    int i = entry(ref);
    return new Outcome(b.kept[i], b.ruleNames[b.rules[i]], b.thresholds[i]);
  }

  /** Where the log stood when it was decided. */
  long position(long ref, int topic) {
    return block(ref).positions[topic];
  }

  /** Adds the fingerprints of what was decided, as far as they are known at this clock. */
  void fingerprintsInto(long ref, long clock, Fingerprints into) {
    MemoryBlock b = block(ref);
    if (isWithoutDuplicates(b, clock)) {
      return;
    }
    int i = entry(ref);
    for (int f = b.fingerprintStart(i); f < b.fingerprintEnds[i]; f++) {
      into.add(b.fingerprints[f]);
    }
  }

  /**
   * Drops what no replay can need: blocks older than the clock at which a replay would start. Hands
   * their numbers to {@code deleted}.
   */
  void expire(long clock, long clockAtReplayStart, LongConsumer deleted) {
    while (first < next && isForgotten(ringAt(first), clockAtReplayStart)) {
      drop(deleted);
    }
    nextToForget = Math.max(nextToForget, first);
    while (nextToForget < next && isWithoutDuplicates(ringAt(nextToForget), clock)) {
      MemoryBlock b = ringAt(nextToForget++);
      heapBytes -= b.heapBytes();
      b.forgetFingerprints();
      heapBytes += b.heapBytes();
    }
  }

  private boolean isForgotten(MemoryBlock b, long clock) {
    return b.clock + b.rememberMillis(rememberMillis) < clock;
  }

  private boolean isWithoutDuplicates(MemoryBlock b, long clock) {
    return b.clock + b.rememberDuplicatesMillis(rememberDuplicatesMillis) < clock;
  }

  private void drop(LongConsumer deleted) {
    MemoryBlock b = ringAt(first);
    for (int i = 0; i < b.size(); i++) {
      unindex(first, b, i);
    }
    heapBytes -= b.heapBytes();
    first++;
    deleted.accept(numbers.remove());
  }

  private MemoryBlock ringAt(long sequence) {
    return ring[(int) (sequence & ring.length - 1)];
  }

  private MemoryBlock block(long ref) {
    return ringAt(ref >>> 24);
  }

  private static int entry(long ref) {
    return (int) (ref & 0xFFFFFF);
  }

  private void growRing() {
    var larger = new MemoryBlock[ring.length * 2];
    for (long s = first; s < next; s++) {
      larger[(int) (s & larger.length - 1)] = ringAt(s);
    }
    ring = larger;
  }

  private void index(long sequence, MemoryBlock block, int i) {
    int slot = slotOf(block.ids[2 * i], block.ids[2 * i + 1]);
    if (slots[slot] == UNKNOWN) {
      size++;
    }
    slots[slot] = sequence << 24 | i;
    if (size * 2 > slots.length) {
      growSlots();
    }
  }

  private void unindex(long sequence, MemoryBlock block, int i) {
    int slot = slotOf(block.ids[2 * i], block.ids[2 * i + 1]);
    if (slots[slot] == (sequence << 24 | i)) {
      closeGap(slot);
      size--;
    }
  }

  /** The slot that holds this id, or the empty one where it would go. */
  private int slotOf(long idHigh, long idLow) {
    int mask = slots.length - 1;
    int slot = home(idHigh, idLow, mask);
    while (slots[slot] != UNKNOWN && !isAt(slots[slot], idHigh, idLow)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAt(long ref, long idHigh, long idLow) {
    long[] ids = block(ref).ids;
    int i = entry(ref);
    return ids[2 * i + 1] == idLow && ids[2 * i] == idHigh;
  }

  private int homeOf(long ref, int mask) {
    long[] ids = block(ref).ids;
    int i = entry(ref);
    return home(ids[2 * i], ids[2 * i + 1], mask);
  }

  private static int home(long idHigh, long idLow, int mask) {
    long h = (idHigh ^ Long.rotateLeft(idLow, 29)) * 0x9E3779B97F4A7C15L;
    return (int) (h >>> 32 ^ h >>> 48) & mask;
  }

  private void closeGap(int gap) {
    int mask = slots.length - 1;
    int free = gap;
    int slot = (free + 1) & mask;
    while (slots[slot] != UNKNOWN) {
      int home = homeOf(slots[slot], mask);
      if (((slot - home) & mask) >= ((slot - free) & mask)) {
        slots[free] = slots[slot];
        free = slot;
      }
      slot = (slot + 1) & mask;
    }
    slots[free] = UNKNOWN;
  }

  private void growSlots() {
    long[] old = slots;
    slots = emptySlots(old.length * 2);
    int mask = slots.length - 1;
    for (long ref : old) {
      if (ref != UNKNOWN) {
        int slot = homeOf(ref, mask);
        while (slots[slot] != UNKNOWN) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = ref;
      }
    }
  }

  private static long[] emptySlots(int count) {
    long[] empty = new long[count];
    java.util.Arrays.fill(empty, UNKNOWN);
    return empty;
  }
}
