// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Heap bytes that waiting traces, remembered decisions and traces that are read back may take, over
 * all its tasks. Each task gives way in proportion to what it holds.
 */
public final class MemoryBudget {
  /** Decisions are not forgotten early while they take no more than one part in so many. */
  static final int DECISIONS_PART = 4;

  /** A task that has to give way makes a little more room, one part in so many. */
  private static final int ROOM_PART = 16;

  private final long limitBytes;
  private final AtomicLong traceBytes = new AtomicLong();
  private final AtomicLong decisionBytes = new AtomicLong();
  private final AtomicLong recalledBytes = new AtomicLong();

  public MemoryBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** What a task holds has changed by so much. */
  void change(long traces, long decisions) {
    traceBytes.addAndGet(traces);
    decisionBytes.addAndGet(decisions);
  }

  /** Bytes over the limit; not positive when it is kept. */
  long overBytes() {
    return usedBytes() - limitBytes;
  }

  /** Bytes of traces that are read back; returns the bytes over the limit, if any. */
  public long change(long recalled) {
    recalledBytes.addAndGet(recalled);
    return overBytes();
  }

  /** Bytes in use. */
  public long usedBytes() {
    return traceBytes.get() + decisionBytes.get() + recalledBytes.get();
  }

  /** How many bytes of decisions a task that holds so many should forget. */
  long decisionsToForget(long ofTask) {
    long all = decisionBytes.get();
    long surplus = Math.min(overBytes(), all - limitBytes / DECISIONS_PART);
    return surplus <= 0 ? 0 : part(surplus, ofTask, all);
  }

  /** How many bytes of traces a task that holds so many should decide now. */
  long tracesToDecide(long ofTask) {
    long over = overBytes();
    return over <= 0 ? 0 : part(over, ofTask, traceBytes.get()) + ofTask / ROOM_PART;
  }

  private static long part(long bytes, long ofTask, long ofAll) {
    return ofAll <= 0 ? 0 : (long) Math.ceil((double) bytes * ofTask / ofAll);
  }
}
