// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import com.google.re2j.Pattern;

/** A regular expression for others: RE2, found anywhere in a text, verdicts remembered. */
public final class PatternMatch {
  private final CachedMatch match;

  private PatternMatch(Pattern pattern) {
    this.match = new CachedMatch(pattern);
  }

  /** Refuses with an IllegalArgumentException that says what is wrong with it. */
  public static PatternMatch of(String expression) {
    return new PatternMatch(compiled(expression));
  }

  /** The expression itself, for its groups; refuses as {@link #of} does. */
  public static Pattern compiled(String expression) {
    String wrong = Regex.wrong(expression);
    if (wrong != null) {
      throw new IllegalArgumentException(wrong);
    }
    return Regex.compile(expression);
  }

  /** Whether the expression is a plain text, which is to be found anywhere. */
  public static boolean isPlain(String expression) {
    return CachedMatch.isPlain(compiled(expression));
  }

  public boolean matches(String text) {
    return match.matches(text);
  }
}
