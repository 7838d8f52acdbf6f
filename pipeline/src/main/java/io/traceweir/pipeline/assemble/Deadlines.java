// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Traces by the tick at which they are due, in order of arrival within a tick. The lists run
 * through the traces themselves, so that one leaves at once when its deadline moves or when it is
 * decided early: what lingered here would keep its bytes on the heap.
 */
final class Deadlines {
  private final TreeMap<Long, Slot> slots = new TreeMap<>();

  private static final class Slot {
    @Nullable BufferedTrace first;
    @Nullable BufferedTrace last;
  }

  /** The trace must not be in here. */
  void add(BufferedTrace trace, long tick) {
    trace.deadlineTick = tick;
    Slot slot = slots.computeIfAbsent(tick, t -> new Slot());
    trace.dueBefore = slot.last;
    if (slot.last == null) {
      slot.first = trace;
    } else {
      slot.last.dueAfter = trace;
    }
    slot.last = trace;
  }

  /** Does nothing when the trace is not in here. */
  void remove(BufferedTrace trace) {
    Slot slot = slots.get(trace.deadlineTick);
    if (slot == null) {
      return;
    }
    if (trace.dueBefore == null) {
      slot.first = trace.dueAfter;
    } else {
      trace.dueBefore.dueAfter = trace.dueAfter;
    }
    if (trace.dueAfter == null) {
      slot.last = trace.dueBefore;
    } else {
      trace.dueAfter.dueBefore = trace.dueBefore;
    }
    trace.dueBefore = null;
    trace.dueAfter = null;
    if (slot.first == null) {
      slots.remove(trace.deadlineTick);
    }
  }

  /** The trace with the earliest deadline at or before this tick, or null; it stays in here. */
  @Nullable BufferedTrace first(long tick) {
    var earliest = slots.firstEntry();
    return earliest == null || earliest.getKey() > tick ? null : earliest.getValue().first;
  }

  void clear() {
    slots.clear();
  }
}
