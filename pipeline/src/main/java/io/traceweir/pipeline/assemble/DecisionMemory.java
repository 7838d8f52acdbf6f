// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.trace.TraceId;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which traces were decided lately, and how. The working copy is on the heap; every block is also
 * in a changelogged store, from which {@link #load} restores it.
 *
 * <p>"Known" is judged by the clock, not by presence: blocks are deleted, and their fingerprints
 * forgotten, later than they expire, because a replay starts in the past. The index is open
 * addressing over references (block number, entry); a trace with late fragments has an entry in a
 * later block, which then counts, and which leads to the one before it: each holds the fingerprints
 * of what came with it, so a giant trace is not written down again with each of its fragments.
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

  /** The clock of the first block that has one; what was decided before counts from then on. */
  private long firstClock = SourceClock.UNSET;

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
    if (next > first) {
      MemoryBlock before = ringAt(next - 1);
      heapBytes -= before.heapBytes();
      before.forgetReplayStart();
      heapBytes += before.heapBytes();
    }
    for (int i = 0; i < block.size(); i++) {
      index(next, block, i);
    }
    next++;
    heapBytes += block.heapBytes();
    firstClock = firstClock == SourceClock.UNSET ? block.clock : firstClock;
  }

  /** Limits and want of memory decide traces also when no source has told the time yet. */
  private long clockOf(MemoryBlock block) {
    return block.clock == SourceClock.UNSET ? firstClock : block.clock;
  }

  private boolean isOlder(MemoryBlock block, long millis, long clock) {
    long decided = clockOf(block);
    return decided != SourceClock.UNSET && decided + millis < clock;
  }

  /** A reference to the decision about this trace as known at this clock, or {@link #UNKNOWN}. */
  long find(long idHigh, long idLow, long clock) {
    long ref = findEvenExpired(idHigh, idLow);
    return isKnown(ref, clock) ? ref : UNKNOWN;
  }

  /**
   * Is there a decision, and does it count at this clock? By the time that its block was written
   * under: a shorter one counts for later blocks only.
   */
  boolean isKnown(long ref, long clock) {
    if (ref == UNKNOWN) {
      return false;
    }
    MemoryBlock b = block(ref);
    return !isOlder(b, b.rememberMillis(rememberMillis) - 1, clock);
  }

  /** As {@link #find}, for fragments that were found late before the memory expired. */
  long findEvenExpired(long idHigh, long idLow) {
    return slots[slotOf(idHigh, idLow)];
  }

  Outcome outcome(long ref) {
    return block(ref).outcome(entry(ref));
  }

  /**
   * How the trace can be brought back; null when it was kept, or when that was not written down.
   */
  @Nullable Trail trail(long ref) {
    return block(ref).trail(entry(ref));
  }

  /** Takes what is, or was, to be read back. */
  interface AskedVisitor {
    /**
     * A trace that is, or was, to be read back.
     *
     * @param blockMillis the clock when it was written down
     * @param newest nothing later is known about the trace
     */
    void asked(TraceId id, Trail trail, long blockMillis, boolean newest);
  }

  /** Hands over every entry that says that a trace is to be read back, the oldest first. */
  void eachAsked(AskedVisitor out) {
    for (long s = first; s < next; s++) {
      MemoryBlock b = ringAt(s);
      for (int i = 0; i < b.size() && b.hasTrails(); i++) {
        if (b.isAsked(i)) {
          long high = b.ids[2 * i];
          long low = b.ids[2 * i + 1];
          boolean newest = slots[slotOf(high, low)] == (s << 24 | i);
          out.asked(new TraceId(high, low), Objects.requireNonNull(b.trail(i)), b.clock, newest);
        }
      }
    }
  }

  /** Where the log stood when it was decided. */
  long position(long ref, int topic) {
    return block(ref).positions[topic];
  }

  /**
   * Adds the fingerprints of a trace as far as they are known at this clock, newest entry first; of
   * a giant trace not many more than {@link Fingerprints#MOST_REMEMBERED}.
   */
  void fingerprintsInto(long newest, long clock, Fingerprints into) {
    long ref = newest;
    while (ref != UNKNOWN && ref >>> 24 >= first && into.size() < Fingerprints.MOST_REMEMBERED) {
      MemoryBlock b = block(ref);
      if (isWithoutDuplicates(b, clock)) {
        return;
      }
      int i = entry(ref);
      for (int f = b.fingerprintStart(i); f < b.fingerprintEnds[i]; f++) {
        into.add(b.fingerprints[f]);
      }
      ref = b.previous(i);
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
      forgetFingerprints();
    }
    shrink();
  }

  private int forgetFingerprints() {
    MemoryBlock b = ringAt(nextToForget++);
    heapBytes -= b.heapBytes();
    int forgotten = b.forgetFingerprints();
    heapBytes += b.heapBytes();
    return forgotten;
  }

  /**
   * Gives up fingerprints before their time, oldest block first, until so many bytes are free.
   * Returns how many: their spans are not recognised any more should they come again. They stay in
   * the store, so after a restart more may be recognised, never less.
   */
  long forgetFingerprints(long bytes) {
    long target = heapBytes() - bytes;
    long forgotten = 0;
    nextToForget = Math.max(nextToForget, first);
    while (heapBytes() > target && nextToForget < next) {
      forgotten += forgetFingerprints();
    }
    return forgotten;
  }

  /**
   * Gives up decisions before their time, oldest block first, until so many bytes are free. Returns
   * how many. A block that ends behind where a replay would start, as the newest block has it,
   * stays: its traces would be decided again. So does the newest one: a memory without blocks
   * counts as lost.
   *
   * @param deleted gets the numbers of the blocks
   */
  long forgetDecisions(long bytes, LongConsumer deleted) {
    if (next == first) {
      return 0;
    }
    long target = heapBytes() - bytes;
    long[] replayFrom = ringAt(next - 1).replayFrom.positions();
    long before = size;
    while (heapBytes() > target && next - first > 1 && isBefore(ringAt(first), replayFrom)) {
      drop(deleted);
      shrink();
    }
    return before - size;
  }

  private static boolean isBefore(MemoryBlock block, long[] positions) {
    for (int topic = 0; topic < positions.length; topic++) {
      if (block.positions[topic] > positions[topic]) {
        return false;
      }
    }
    return true;
  }

  private boolean isForgotten(MemoryBlock b, long clock) {
    return isOlder(b, b.rememberMillis(rememberMillis), clock);
  }

  private boolean isWithoutDuplicates(MemoryBlock b, long clock) {
    return isOlder(b, b.rememberDuplicatesMillis(rememberDuplicatesMillis), clock);
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
    } else {
      block.previous(i, slots[slot]);
    }
    slots[slot] = sequence << 24 | i;
    if (size * 4L > slots.length * 3L) {
      resize(slots.length * 2);
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

  private void shrink() {
    while (slots.length > INITIAL_SLOTS && size * 6L < slots.length) {
      resize(slots.length / 2);
    }
  }

  private void resize(int length) {
    long[] old = slots;
    slots = emptySlots(length);
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
