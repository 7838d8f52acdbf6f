// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.PipelineMeters;
import java.util.function.LongConsumer;

/** What one task holds of the memory of this process, and how it gives way when that is short. */
final class TaskMemory {
  /**
   * Traces that are decided at once for want of memory, besides those that the record at hand
   * began: enough for one set of output records, too few to hold up the thread.
   */
  static final int MOST_EVICTED = 256;

  private final Assembler assembler;
  private final MemoryBudget budget;
  private final PipelineMeters meters;
  private final LongConsumer deleted;
  private long traceBytes;
  private long decisionBytes;
  private long begun;

  /**
   * @param deleted gets the numbers of blocks that are forgotten
   */
  TaskMemory(
      Assembler assembler, MemoryBudget budget, PipelineMeters meters, LongConsumer deleted) {
    this.assembler = assembler;
    this.budget = budget;
    this.meters = meters;
    this.deleted = deleted;
  }

  /** Tells the budget what this task holds now. */
  void account() {
    long traces = assembler.buffer.heapBytes();
    long decisions = assembler.memory.heapBytes();
    budget.change(traces - traceBytes, decisions - decisionBytes);
    traceBytes = traces;
    decisionBytes = decisions;
    begun = assembler.begun();
  }

  /**
   * When all tasks together are over the budget: forgets what is remembered beyond its share, then
   * makes the oldest traces due.
   */
  void makeRoom() {
    int most = MOST_EVICTED + (int) (assembler.begun() - begun);
    account();
    forget();
    assembler.evict(budget.tracesToDecide(traceBytes), most);
  }

  /**
   * Forgets fingerprints, oldest first, and then decisions. Not while late fragments wait: they
   * need the decision that they are to follow.
   */
  void forget() {
    long bytes = budget.decisionsToForget(decisionBytes);
    if (bytes <= 0) {
      return;
    }
    long before = assembler.memory.heapBytes();
    meters.forgotten("fingerprints", assembler.memory.forgetFingerprints(bytes));
    long left = bytes - (before - assembler.memory.heapBytes());
    if (left > 0 && !assembler.buffer.hasLate()) {
      meters.forgotten("decisions", assembler.memory.forgetDecisions(left, deleted));
    }
    account();
  }

  /** The task ends. */
  void release() {
    budget.change(-traceBytes, -decisionBytes);
    traceBytes = 0;
    decisionBytes = 0;
  }
}
