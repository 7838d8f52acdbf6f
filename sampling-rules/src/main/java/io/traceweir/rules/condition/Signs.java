// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

/** Says what to write in place of a sign that other languages have and this one has not. */
final class Signs {
  private Signs() {}

  static void check(int at, String rest, String operator) throws SyntaxException {
    if (operator.equals("=")) {
      throw new SyntaxException(at, "unknown operator `=`, did you mean `==`?");
    }
    if (operator.equals("!")) {
      throw new SyntaxException(at, "unknown operator `!`, did you mean `not`?");
    }
    if (rest.startsWith("<>")) {
      throw new SyntaxException(at, "unknown operator `<>`, did you mean `!=`?");
    }
  }

  static SyntaxException unknown(int at, String rest) {
    if (rest.startsWith("&")) {
      return new SyntaxException(at, "unknown operator `&&`, did you mean `and`?");
    }
    if (rest.startsWith("|")) {
      return new SyntaxException(at, "unknown operator `||`, did you mean `or`?");
    }
    if (rest.startsWith("'") || rest.startsWith("`") || rest.startsWith("“")) {
      return new SyntaxException(at, "a text is written in double quotes: \"…\"");
    }
    if (rest.startsWith("~")) {
      return new SyntaxException(at, "unknown operator `~`, did you mean `matches`?");
    }
    if (rest.startsWith("$")) {
      return new SyntaxException(at, "`$` has no meaning in a condition");
    }
    String sign = new String(Character.toChars(rest.codePointAt(0)));
    return new SyntaxException(at, "unexpected character `" + sign + "`");
  }
}
