// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.condition.Token.Kind;
import java.util.List;

/** The tokens of a condition, read from left to right. */
final class Tokens {
  private final List<Token> tokens;
  private int next;
  private int taken;

  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(next);
  }

  Token peekSecond() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  /** Behind what was taken last. */
  int taken() {
    return taken;
  }

  /** The last token, the end, is returned again and again. */
  Token take() {
    Token token = tokens.get(next);
    taken = token.end();
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  boolean takeWord(String word) {
    return peek().isWord(word) && take().isWord(word);
  }

  boolean take(Kind kind) {
    return peek().kind() == kind && take().kind() == kind;
  }

  Token expect(Kind kind, String expected) throws SyntaxException {
    Token token = take();
    if (token.kind() != kind) {
      throw new SyntaxException(token.at(), "expected " + expected + ", found " + token.shown());
    }
    return token;
  }
}
