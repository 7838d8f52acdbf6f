// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.util.ArrayDeque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The traces that wait, found by id, by deadline and by age. On the heap only: the log is its
 * memory on disk.
 */
final class TraceBuffer {
  private static final int INITIAL_SLOTS = 1 << 10;

  private @Nullable BufferedTrace[] slots = new BufferedTrace[INITIAL_SLOTS];
  private int size;
  private int late;
  private @Nullable BufferedTrace oldest;
  private @Nullable BufferedTrace newest;
  private final Deadlines deadlines = new Deadlines();
  private final ArrayDeque<BufferedTrace> dueNow = new ArrayDeque<>();
  private long heapBytes;

  int size() {
    return size;
  }

  /** Of the traces, and of the table as far as it has grown. */
  long heapBytes() {
    return heapBytes + tableBytes();
  }

  long tableBytes() {
    return 4L * (slots.length - INITIAL_SLOTS);
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Fragments of traces that were decided before are here. */
  boolean hasLate() {
    return late > 0;
  }

  @Nullable BufferedTrace oldest() {
    return oldest;
  }

  @Nullable BufferedTrace find(long idHigh, long idLow) {
    int mask = slots.length - 1;
    int slot = slot(idHigh, idLow, mask);
    for (BufferedTrace t = slots[slot]; t != null; t = slots[slot]) {
      if (t.idLow == idLow && t.idHigh == idHigh) {
        return t;
      }
      slot = (slot + 1) & mask;
    }
    return null;
  }

  BufferedTrace begin(long idHigh, long idLow, TickStart began) {
    var trace = new BufferedTrace(idHigh, idLow, began);
    if (++size * 2 > slots.length) {
      resize(slots.length * 2);
    }
    put(trace);
    trace.older = newest;
    if (newest == null) {
      oldest = trace;
    } else {
      newest.newer = trace;
    }
    newest = trace;
    heapBytes += BufferedTrace.TRACE_BYTES;
    return trace;
  }

  /** As {@link #begin}, for what belongs to a trace that was decided before. */
  BufferedTrace beginLate(long idHigh, long idLow, TickStart began) {
    BufferedTrace trace = begin(idHigh, idLow, began);
    trace.late = true;
    late++;
    return trace;
  }

  /** Accounts for what was appended to a trace. */
  void grown(int bytes) {
    heapBytes += bytes;
  }

  /** Moves the deadline; {@code trigger} is what the decision will say. */
  void due(BufferedTrace trace, long tick, Trigger trigger) {
    trace.trigger = trigger;
    if (trace.deadlineTick != tick) {
      deadlines.remove(trace);
      deadlines.add(trace, tick);
    }
  }

  /** Makes a trace due whatever the clock says. */
  void dueNow(BufferedTrace trace, Trigger trigger) {
    if (!trace.isDueNow()) {
      deadlines.remove(trace);
      trace.deadlineTick = BufferedTrace.DUE_NOW;
      trace.trigger = trigger;
      dueNow.add(trace);
    }
  }

  boolean hasDueNow() {
    return !dueNow.isEmpty();
  }

  /**
   * Takes out the next trace that is due at this tick, or null; in order of deadline.
   *
   * @param postponed may move a deadline to a later tick once more and then says so
   */
  @Nullable BufferedTrace pollDue(long tick, Predicate<BufferedTrace> postponed) {
    BufferedTrace trace = dueNow.poll();
    if (trace == null) {
      trace = deadlines.first(tick);
      while (trace != null && postponed.test(trace)) {
        trace = deadlines.first(tick);
      }
    }
    if (trace != null) {
      remove(trace);
    }
    return trace;
  }

  private void remove(BufferedTrace trace) {
    deadlines.remove(trace);
    unlink(trace);
    int mask = slots.length - 1;
    int slot = slot(trace.idHigh, trace.idLow, mask);
    while (slots[slot] != trace) {
      slot = (slot + 1) & mask;
    }
    closeGap(slot, mask);
    size--;
    late -= trace.late ? 1 : 0;
    heapBytes -= trace.heapBytes;
    if (slots.length > INITIAL_SLOTS && size * 16 < slots.length) {
      resize(slots.length / 2);
    }
  }

  private void unlink(BufferedTrace trace) {
    if (trace.older == null) {
      oldest = trace.newer;
    } else {
      trace.older.newer = trace.newer;
    }
    if (trace.newer == null) {
      newest = trace.older;
    } else {
      trace.newer.older = trace.older;
    }
    trace.older = null;
    trace.newer = null;
  }

  /** Open addressing without tombstones: what was pushed aside moves back. */
  private void closeGap(int gap, int mask) {
    int free = gap;
    int slot = (free + 1) & mask;
    for (BufferedTrace t = slots[slot]; t != null; t = slots[slot]) {
      int home = slot(t.idHigh, t.idLow, mask);
      if (((slot - home) & mask) >= ((slot - free) & mask)) {
        slots[free] = t;
        free = slot;
      }
      slot = (slot + 1) & mask;
    }
    slots[free] = null;
  }

  private void resize(int length) {
    @Nullable BufferedTrace[] old = slots;
    slots = new BufferedTrace[length];
    for (BufferedTrace t : old) {
      if (t != null) {
        put(t);
      }
    }
  }

  private void put(BufferedTrace trace) {
    int mask = slots.length - 1;
    int slot = slot(trace.idHigh, trace.idLow, mask);
    while (slots[slot] != null) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = trace;
  }

  private static int slot(long idHigh, long idLow, int mask) {
    long h = (idHigh ^ Long.rotateLeft(idLow, 29)) * 0x9E3779B97F4A7C15L;
    return (int) (h >>> 32 ^ h >>> 48) & mask;
  }

  void clear() {
    slots = new BufferedTrace[INITIAL_SLOTS];
    size = 0;
    late = 0;
    oldest = null;
    newest = null;
    deadlines.clear();
    dueNow.clear();
    heapBytes = 0;
  }
}
