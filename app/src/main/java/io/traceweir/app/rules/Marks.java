// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.rules;

import io.traceweir.rules.explain.Step.Outcome;

/** The signs that a tree for people is made of. */
final class Marks {
  static final String YES = "\u2713 ";
  static final String NO = "\u2717 ";
  static final String NOT_ASKED = "\u00b7 ";

  private Marks() {}

  static String of(Outcome outcome) {
    return switch (outcome) {
      case TAKES, SAMPLED, DROPPED -> YES;
      case PASSES, NOT_SAMPLED, NO_VOTE -> NO;
      case NOT_ASKED -> NOT_ASKED;
    };
  }

  /** What leads to a part. */
  static String branch(boolean last) {
    return last ? "\u2514\u2500" : "\u251c\u2500";
  }

  /** What stands before that which is below a part. */
  static String trunk(boolean last) {
    return last ? "  " : "\u2502 ";
  }
}
