// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.ottl.OttlPart;

/** Words the mistakes in the grammar of a condition. */
final class Unexpected {
  private Unexpected() {}

  static SyntaxException value(Token token) {
    return new SyntaxException(
        token.at(), "expected a field, a value or `(`, found " + token.shown());
  }

  /** Something stands where only an operator, `and`, `or` or the end can. */
  static SyntaxException after(Token token) {
    return switch (token.kind()) {
      case CLOSE -> new SyntaxException(token.at(), "this `)` has no `(` that it closes");
      case WORD -> new SyntaxException(token.at(), afterWord(token));
      default ->
          new SyntaxException(
              token.at(), "expected a comparison, `and` or `or`, found " + token.shown());
    };
  }

  private static String afterWord(Token token) {
    return switch (token.text()) {
      case "AND", "OR" ->
          "`" + token.text() + "` is written in lower case: `" + lower(token.text()) + "`";
      case "is" -> "unknown operator `is`, did you mean `==`?";
      case "like", "regex", "regexp", "match", "MATCHES" ->
          "unknown operator `" + token.text() + "`, did you mean `matches`?";
      default -> "expected a comparison, `and` or `or`, found " + token.shown();
    };
  }

  private static String lower(String word) {
    return word.equals("AND") ? "and" : "or";
  }

  static SyntaxException subject(Token quantifier, Token found) {
    return new SyntaxException(
        found.at(),
        "expected `span(…)`, `log(…)` or `event(…)` after `"
            + quantifier.text()
            + "`, found "
            + found.shown());
  }

  static SyntaxException call(Token name) {
    String word = name.text();
    if (Subject.ofItem(word) != null) {
      return new SyntaxException(
          name.at(),
          "`"
              + word
              + "(…)` needs to know how many: write `any "
              + word
              + "(…)`, or `all`, `no` or `count` in place of `any`");
    }
    String like = OttlPart.functionLike(word);
    return new SyntaxException(
        name.at(),
        "unknown function `"
            + Shown.cut(word)
            + "(…)`"
            + (like == null ? "" : ", did you mean `" + like + "(…)`?"));
  }
}
