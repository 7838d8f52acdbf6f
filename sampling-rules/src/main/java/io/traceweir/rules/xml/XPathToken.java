// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

/**
 * A word of an XPath.
 *
 * @param at where it begins
 */
record XPathToken(Kind kind, String text, int at) {
  enum Kind {
    /** Also {@code a:b} and {@code a:*}. */
    NAME,
    NUMBER,
    LITERAL,
    /** An operator that is written as a name, or the star that multiplies. */
    OPERATOR,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** Behind it, a name or a star is an operator. */
  boolean endsOperand() {
    return switch (kind) {
      case NAME, NUMBER, LITERAL -> true;
      case SYMBOL ->
          text.equals(")")
              || text.equals("]")
              || text.equals(".")
              || text.equals("..")
              || text.equals("*");
      default -> false;
    };
  }
}
