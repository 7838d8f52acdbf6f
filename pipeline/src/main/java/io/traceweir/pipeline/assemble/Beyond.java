// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.AfterLimit;
import io.traceweir.trace.Selection;
import io.traceweir.trace.Trace;

/**
 * What is written of a kept trace that a limit decided: up to the limits everything, beyond them
 * what the rule says, in the fragments that were there at the decision as in all that follow.
 */
final class Beyond {
  private final AfterLimit rule;
  private final int items;
  private final long bytes;

  Beyond(PipelineSettings.Traces settings) {
    rule = settings.afterLimit();
    items = settings.limitSpans();
    bytes = settings.limitBytes();
  }

  /** Of what was there when the trace was decided. */
  Selection atDecision(Trace trace) {
    return rule == AfterLimit.KEEP
        ? Selection.all(trace)
        : beyond(Selection.first(trace, items, bytes));
  }

  /** Of what came after the decision. */
  Selection later(Trace trace) {
    return rule == AfterLimit.KEEP ? Selection.all(trace) : beyond(Selection.none(trace));
  }

  private Selection beyond(Selection within) {
    return rule == AfterLimit.ESSENTIALS ? within.withEssentials() : within;
  }
}
