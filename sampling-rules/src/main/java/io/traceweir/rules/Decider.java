// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.rules.condition.TraceFilter;
import io.traceweir.trace.Trace;
import java.util.List;

/** Finds the rule of a trace: the first whose condition holds. One thread. */
public final class Decider {
  private final Rule[] rules;
  private final TraceFilter[] filters;
  private final LateRules late;

  /** One filter for each rule but the last, which takes what is left. */
  Decider(List<Rule> rules, List<TraceFilter> filters, LateRules late) {
    if (filters.size() != rules.size() - 1) {
      throw new IllegalArgumentException("every rule but the last has a condition");
    }
    this.rules = rules.toArray(Rule[]::new);
    this.filters = filters.toArray(TraceFilter[]::new);
    this.late = late;
  }

  /** The rules that may bring dropped traces back. */
  public LateRules late() {
    return late;
  }

  public Rule decide(Trace trace) {
    for (int i = 0; i < filters.length; i++) {
      if (filters[i].holds(trace)) {
        return rules[i];
      }
    }
    return rules[filters.length];
  }
}
