// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.PipelineSettings;

/**
 * The times that a block was written under, in milliseconds. A replay judges by those of the block,
 * not by those of the present configuration: what was known when it was processed is known again.
 *
 * @param remember how long decisions are known
 * @param rememberDuplicates how long duplicates are recognised
 * @param longest a trace waits no longer
 * @param maxSkew how far a source may lag and hold the clock
 * @param tick data time between two ticks
 */
record Waits(long remember, long rememberDuplicates, long longest, long maxSkew, long tick) {
  /** Of blocks that do not say. */
  static final Waits UNKNOWN = new Waits(0, 0, 0, 0, 0);

  static Waits of(PipelineSettings.Traces s) {
    return new Waits(
        s.rememberDecisionsFor().toMillis(),
        s.rememberDuplicatesFor().toMillis(),
        s.decisionWait().plus(s.logsOnlyWait()).toMillis(),
        s.maxSourceSkew().toMillis(),
        Assembler.TICK_MILLIS);
  }

  boolean isKnown() {
    return remember > 0;
  }
}
