// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

/** What one rule kept and dropped in the window. */
public record RuleCounts(String rule, Count kept, Count dropped) {

  /** Traces with what is in them. */
  public record Count(long traces, long spans, long logs, long bytes) {
    public static final Count ZERO = new Count(0, 0, 0, 0);

    Count plus(Count other) {
      return new Count(
          traces + other.traces, spans + other.spans, logs + other.logs, bytes + other.bytes);
    }
  }

  public static RuleCounts of(String rule) {
    return new RuleCounts(rule, Count.ZERO, Count.ZERO);
  }

  RuleCounts plus(RuleCounts other) {
    return new RuleCounts(rule, kept.plus(other.kept), dropped.plus(other.dropped));
  }
}
