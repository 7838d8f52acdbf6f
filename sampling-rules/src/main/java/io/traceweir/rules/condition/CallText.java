// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.Set;

/** Finds where the call of a function begins and ends; what is in it is OTTL's to read. */
final class CallText {
  private static final Set<String> OPERATORS = Set.of("AND", "OR", "NOT", "IN");

  private CallText() {}

  /** Where the parenthesis opens behind the name of a function, or -1 if the word is none. */
  static int open(String source, int start, int end) {
    String word = source.substring(start, end);
    boolean isName = Character.isUpperCase(word.charAt(0)) && !OPERATORS.contains(word);
    int at = end;
    while (isName && at < source.length() && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
    return isName && at < source.length() && source.charAt(at) == '(' ? at : -1;
  }

  /** Behind the parenthesis that closes, and behind the brackets that hang on it. */
  static int end(String source, int open) throws SyntaxException {
    int end = closed(source, open);
    while (end < source.length() && source.charAt(end) == '[') {
      end = closed(source, end);
    }
    return end;
  }

  private static int closed(String source, int open) throws SyntaxException {
    int depth = 0;
    for (int at = open; at < source.length(); at++) {
      switch (source.charAt(at)) {
        case '(', '[', '{' -> depth++;
        case ')', ']', '}' -> depth--;
        case '"' -> at = closingQuote(source, at);
        default -> {
          // OTTL says what has a meaning in between
        }
      }
      if (depth == 0) {
        return at + 1;
      }
    }
    throw new SyntaxException(open, "this `" + source.charAt(open) + "` is never closed");
  }

  private static int closingQuote(String source, int quote) throws SyntaxException {
    for (int at = quote + 1; at < source.length(); at++) {
      if (source.charAt(at) == '"') {
        return at;
      }
      at += source.charAt(at) == '\\' ? 1 : 0;
    }
    throw new SyntaxException(quote, "this text has no closing `\"`");
  }
}
