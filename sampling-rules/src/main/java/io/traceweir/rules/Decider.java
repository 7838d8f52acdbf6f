// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.rules.condition.TraceFilters;
import io.traceweir.trace.Trace;

/** Finds the rule of a trace. One thread. */
public final class Decider {
  private final Choice choice;
  private final LateRules late;
  private final TraceFilters filters;

  /** How the rule is found. */
  interface Choice {
    Ruling of(Trace trace, long clockMillis);

    /** The same of a trace that was taken before. */
    default Ruling again(Trace trace, long clockMillis) {
      return of(trace, clockMillis);
    }
  }

  Decider(Choice choice, LateRules late, TraceFilters filters) {
    this.choice = choice;
    this.late = late;
    this.filters = filters;
  }

  /** Its conditions. */
  TraceFilters filters() {
    return filters;
  }

  /** The rules that may bring dropped traces back. */
  public LateRules late() {
    return late;
  }

  /**
   * The rule that takes a trace, and whether it keeps it.
   *
   * @param clockMillis when the trace was due on the data clock, by which limits and rates count;
   *     not before that of the trace decided last
   */
  public Ruling decide(Trace trace, long clockMillis) {
    return choice.of(trace, clockMillis);
  }

  /**
   * The same of a trace that was decided before, when less of it was there: it does not arrive a
   * second time, so rates stay where they are.
   */
  public Ruling decideAgain(Trace trace, long clockMillis) {
    return choice.again(trace, clockMillis);
  }
}
