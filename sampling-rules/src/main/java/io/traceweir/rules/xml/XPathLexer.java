// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import io.traceweir.rules.xml.XPathToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts an XPath into words. */
final class XPathLexer {
  private static final List<String> LONG = List.of("::", "//", "..", "!=", "<=", ">=");
  private static final String SHORT = "()[].@,/|+-=<>*";
  private static final Set<String> OPERATORS = Set.of("and", "or", "div", "mod");

  private final String text;
  private final List<XPathToken> tokens = new ArrayList<>();
  private int at;

  private XPathLexer(String text) {
    this.text = text;
  }

  static List<XPathToken> tokens(String text) {
    XPathLexer lexer = new XPathLexer(text);
    while (lexer.next()) {
      // one by one
    }
    return lexer.tokens;
  }

  static IllegalArgumentException wrong(int at, String what) {
    return new IllegalArgumentException("at character " + (at + 1) + " of the XPath: " + what);
  }

  private boolean next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      add(Kind.END, at, at);
      return false;
    }
    char c = text.charAt(at);
    if (c == '"' || c == '\'') {
      literal(c);
    } else if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
      number();
    } else if (isNameStart(at)) {
      name();
    } else {
      symbol();
    }
    return true;
  }

  private void add(Kind kind, int from, int to) {
    tokens.add(new XPathToken(kind, text.substring(from, to), from));
    at = Math.max(at, to);
  }

  private void literal(char quote) {
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw wrong(at, "the text has no end");
    }
    add(Kind.LITERAL, at + 1, end);
    at = end + 1;
  }

  private void number() {
    int end = at;
    while (isDigit(end)) {
      end++;
    }
    if (end < text.length() && text.charAt(end) == '.') {
      end++;
      while (isDigit(end)) {
        end++;
      }
    }
    add(Kind.NUMBER, at, end);
  }

  private void name() {
    int end = nameEnd(at);
    boolean prefix = end + 1 < text.length() && text.charAt(end) == ':';
    if (prefix && text.charAt(end + 1) == '*') {
      end += 2;
    } else if (prefix && isNameStart(end + 1)) {
      end = nameEnd(end + 1);
    }
    boolean operator = endsOperand() && OPERATORS.contains(text.substring(at, end));
    add(operator ? Kind.OPERATOR : Kind.NAME, at, end);
  }

  private void symbol() {
    for (String symbol : LONG) {
      if (text.startsWith(symbol, at)) {
        add(Kind.SYMBOL, at, at + 2);
        return;
      }
    }
    char c = text.charAt(at);
    if (SHORT.indexOf(c) < 0) {
      throw wrong(at, c == '$' ? "there are no variables" : "nothing can begin with `" + c + "`");
    }
    add(c == '*' && endsOperand() ? Kind.OPERATOR : Kind.SYMBOL, at, at + 1);
  }

  private boolean endsOperand() {
    return !tokens.isEmpty() && tokens.get(tokens.size() - 1).endsOperand();
  }

  private int nameEnd(int from) {
    int end = from;
    while (end < text.length() && isNamePart(end)) {
      end++;
    }
    return end;
  }

  private boolean isNamePart(int i) {
    return isNameStart(i) || isDigit(i) || text.charAt(i) == '-' || text.charAt(i) == '.';
  }

  private boolean isDigit(int i) {
    return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
  }

  private boolean isNameStart(int i) {
    char c = text.charAt(i);
    return c == '_' || Character.isLetter(c) || (c > 127 && !Character.isWhitespace(c));
  }
}
