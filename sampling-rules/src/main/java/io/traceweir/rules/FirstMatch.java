// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.rules.condition.Focus;
import io.traceweir.rules.condition.TraceFilter;
import io.traceweir.trace.Trace;
import java.util.List;

/** The first rule whose condition holds. */
final class FirstMatch implements Decider.Choice {
  private final Ruling[] rulings;
  private final TraceFilter[] filters;
  private final Focus focus = new Focus();

  /** One filter for each rule but the last, which takes what is left. */
  FirstMatch(List<Rule> rules, List<TraceFilter> filters) {
    if (filters.size() != rules.size() - 1) {
      throw new IllegalArgumentException("every rule but the last has a condition");
    }
    this.rulings = rules.stream().map(Ruling::new).toArray(Ruling[]::new);
    this.filters = filters.toArray(TraceFilter[]::new);
  }

  @Override
  public Ruling of(Trace trace, long clockMillis) {
    focus.on(trace);
    for (int i = 0; i < filters.length; i++) {
      if (filters[i].holds(focus)) {
        return rulings[i];
      }
    }
    return rulings[filters.length];
  }
}
