// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.rules;

import io.traceweir.rules.explain.Step.Outcome;
import java.nio.charset.Charset;

/**
 * What a tree is drawn with.
 *
 * @param bar beside what lies between two branches
 */
record Signs(String yes, String no, String notAsked, String bar, String fork, String lastFork) {

  private static final Signs UNICODE =
      new Signs("\u2713 ", "\u2717 ", "\u00b7 ", "\u2502 ", "\u251c\u2500", "\u2514\u2500");

  private static final Signs ASCII = new Signs("+ ", "x ", ". ", "| ", "|-", "`-");

  /** Those that can be written; the usual ones would all be the same question mark in others. */
  static Signs of(Charset charset) {
    return charset.canEncode() && charset.newEncoder().canEncode(UNICODE.toString())
        ? UNICODE
        : ASCII;
  }

  String mark(boolean holds) {
    return holds ? yes : no;
  }

  String of(Outcome outcome) {
    return switch (outcome) {
      case TAKES, SAMPLED, DROPPED -> yes;
      case PASSES, NOT_SAMPLED, NO_VOTE -> no;
      case NOT_ASKED -> notAsked;
    };
  }

  /** What leads to a part. */
  String branch(boolean last) {
    return last ? lastFork : fork;
  }

  /** What stands before that which is below a part. */
  String trunk(boolean last) {
    return last ? "  " : bar;
  }
}
