// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

/** What one rule kept and dropped. */
public record RuleTally(String rule, Count kept, Count dropped) {
  /** Traces with their spans and logs. */
  public record Count(long traces, long spans, long logs) {
    static final Count ZERO = new Count(0, 0, 0);

    Count plus(Count other) {
      return new Count(traces + other.traces, spans + other.spans, logs + other.logs);
    }
  }

  static RuleTally of(String rule) {
    return new RuleTally(rule, Count.ZERO, Count.ZERO);
  }

  RuleTally plus(Decision decision) {
    Count one = new Count(1, decision.spans(), decision.logs());
    return decision.kept()
        ? new RuleTally(rule, kept.plus(one), dropped)
        : new RuleTally(rule, kept, dropped.plus(one));
  }
}
