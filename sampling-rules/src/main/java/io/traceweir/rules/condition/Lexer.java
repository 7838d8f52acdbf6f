// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.condition.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts the text of a condition into tokens. */
final class Lexer {
  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String source) throws SyntaxException {
    Lexer lexer = new Lexer(source);
    while (lexer.next()) {
      // next() has added the token
    }
    return lexer.tokens;
  }

  private boolean next() throws SyntaxException {
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
    if (at >= source.length()) {
      tokens.add(new Token(Kind.END, source.length(), source.length(), ""));
      return false;
    }
    char c = source.charAt(at);
    if (isWordStart(c)) {
      word();
    } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      number();
    } else if (c == '"') {
      text();
    } else {
      sign(c);
    }
    return true;
  }

  /** A path with its dots is one token: `resource.attributes`. */
  private void word() throws SyntaxException {
    int start = at;
    while (isWordPart(peek(0)) || (peek(0) == '.' && isWordStart(peek(1)))) {
      at++;
    }
    int open = CallText.open(source, start, at);
    if (open < 0) {
      add(Kind.WORD, start);
      return;
    }
    at = CallText.end(source, open);
    add(Kind.CALL, start);
  }

  /** Everything that hangs on a digit, so that `2s`, `10MiB` and `5%` are judged as a whole. */
  private void number() throws SyntaxException {
    int start = at;
    while (isWordPart(peek(0)) || peek(0) == '.' || peek(0) == '%' || isExponentSign(start)) {
      at++;
    }
    if (Times.isDate(source, start)) {
      throw new SyntaxException(
          start, "a time is written in double quotes, such as `" + Times.EXAMPLE + "`");
    }
    add(Kind.NUMBER, start);
  }

  private boolean isExponentSign(int start) {
    char c = peek(0);
    return (c == '-' || c == '+')
        && isDigit(peek(1))
        && source.substring(start, at).matches("[0-9.]+[eE]");
  }

  private void text() throws SyntaxException {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (peek(0) != '"') {
      if (at >= source.length()) {
        throw new SyntaxException(start, "this text has no closing `\"`");
      }
      value.append(peek(0) == '\\' ? escaped() : peek(0));
      at++;
    }
    at++;
    tokens.add(new Token(Kind.TEXT, start, at, value.toString()));
  }

  private char escaped() throws SyntaxException {
    int start = at++;
    char c = peek(0);
    return switch (c) {
      case '"', '\\' -> c;
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode(start);
      default -> {
        if (at >= source.length()) {
          throw new SyntaxException(start, "this text has no closing `\"`");
        }
        throw new SyntaxException(
            start, "unknown escape `\\" + c + "`; a backslash itself is written `\\\\`");
      }
    };
  }

  private char unicode(int start) throws SyntaxException {
    int end = Math.min(source.length(), at + 5);
    String digits = source.substring(at + 1, end);
    if (!digits.matches("[0-9a-fA-F]{4}")) {
      throw new SyntaxException(start, "`\\u` needs four hexadecimal digits, as in `\\u00e9`");
    }
    at += 4;
    return (char) Integer.parseInt(digits, 16);
  }

  private void sign(char c) throws SyntaxException {
    int start = at;
    switch (c) {
      case '(' -> single(Kind.OPEN);
      case ')' -> single(Kind.CLOSE);
      case '[' -> single(Kind.OPEN_LIST);
      case ']' -> single(Kind.CLOSE_LIST);
      case ',' -> single(Kind.COMMA);
      case '+', '-', '*', '/' -> single(Kind.OPERATOR);
      case '<', '>', '=', '!' -> {
        at += peek(1) == '=' ? 2 : 1;
        add(Kind.OPERATOR, start);
        Signs.check(start, source.substring(start), tokens.get(tokens.size() - 1).text());
      }
      default -> throw Signs.unknown(start, source.substring(start));
    }
  }

  private void single(Kind kind) {
    int start = at++;
    add(kind, start);
  }

  private void add(Kind kind, int start) {
    tokens.add(new Token(kind, start, at, source.substring(start, at)));
  }

  private char peek(int ahead) {
    int index = at + ahead;
    return index < source.length() ? source.charAt(index) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c) || c == 'µ' || c == 'μ';
  }
}
