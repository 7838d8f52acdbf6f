// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.trace.Trace;

/** Finds the rule of a trace. One thread. */
public final class Decider {
  private final Choice choice;
  private final LateRules late;

  /** How the rule is found. */
  interface Choice {
    Ruling of(Trace trace, long clockMillis);
  }

  Decider(Choice choice, LateRules late) {
    this.choice = choice;
    this.late = late;
  }

  /** The rules that may bring dropped traces back. */
  public LateRules late() {
    return late;
  }

  /**
   * The rule that takes a trace, and whether it keeps it.
   *
   * @param clockMillis the data clock, by which limits count
   */
  public Ruling decide(Trace trace, long clockMillis) {
    return choice.of(trace, clockMillis);
  }
}
