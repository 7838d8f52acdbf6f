// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.rules;

import io.traceweir.rules.Rule;
import io.traceweir.rules.Ruling;
import io.traceweir.rules.explain.Explanation;
import io.traceweir.tracestate.Threshold;
import java.util.HexFormat;
import java.util.Locale;

/** The verdict of an explanation in a sentence. */
final class Verdict {
  private static final int DIGITS = 14;

  private Verdict() {}

  static String text(Explanation explanation) {
    Ruling ruling = explanation.ruling();
    Rule rule = ruling.rule();
    String verdict = explanation.isKept() ? "kept" : "dropped";
    if (!rule.consistent()) {
      return verdict + " by " + rule.name();
    }
    if (rule.rate() != null) {
      return verdict
          + " by "
          + rule.name()
          + ", which keeps "
          + rule.rate().text()
          + ", and so everything while no other trace has come";
    }
    String share =
        verdict + " by " + rule.name() + ", which keeps " + percent(ruling.probability());
    if (ruling.threshold() == 0 || ruling.threshold() == Threshold.NEVER) {
      return share;
    }
    return share
        + ": the randomness "
        + hex(explanation.randomness())
        + (explanation.isKept() ? " reaches" : " is below")
        + " the threshold "
        + hex(ruling.threshold());
  }

  static String percent(double probability) {
    return String.format(Locale.ROOT, "%.4f", 100 * probability).replaceAll("\\.?0*$", "") + "%";
  }

  /** 56 bits, as in tracestate. */
  static String hex(long bits) {
    return HexFormat.of().toHexDigits(bits, DIGITS);
  }
}
