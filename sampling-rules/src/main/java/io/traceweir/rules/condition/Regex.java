// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** RE2 expressions: matching takes time in proportion to the text, whatever the expression. */
final class Regex {
  /** Matching time is also in proportion to this, so that it needs a bound of its own. */
  static final int MAX_SIZE = 2_000;

  private Regex() {}

  /** Null when the expression can be used. */
  static @Nullable String wrong(String expression) {
    // compiling writes counted repetitions out, so the estimate comes first
    if (RegexSize.estimate(expression, MAX_SIZE) > MAX_SIZE) {
      return tooLarge();
    }
    try {
      return compile(expression).programSize() > MAX_SIZE ? tooLarge() : null;
    } catch (PatternSyntaxException e) {
      boolean hasPart = e.getPattern() != null && !e.getPattern().isEmpty();
      String part = hasPart ? ": `" + Shown.cut(e.getPattern()) + "`" : "";
      return "not a regular expression (RE2 syntax): " + e.getDescription() + part;
    }
  }

  static Pattern compile(String expression) {
    return Pattern.compile(expression);
  }

  private static String tooLarge() {
    return "the regular expression is too large: with its repetitions written out it has more than "
        + MAX_SIZE
        + " steps";
  }
}
