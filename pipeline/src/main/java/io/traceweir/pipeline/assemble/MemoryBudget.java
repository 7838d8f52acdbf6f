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

  /** What was read back and waits for a tick has changed by so much. */
  public void recalled(long bytes) {
    recalledBytes.addAndGet(bytes);
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

  /**
   * How many bytes of decisions a task may take in when it starts: the part for decisions as far as
   * it is free, and in any case its share of that part, which is there for it even when tasks that
   * started before have taken all.
   *
   * @param tasks how many there may be
   */
  long decisionsToLoad(int tasks) {
    long part = limitBytes / DECISIONS_PART;
    return Math.max(part / Math.max(1, tasks), Math.min(part, -overBytes()));
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
