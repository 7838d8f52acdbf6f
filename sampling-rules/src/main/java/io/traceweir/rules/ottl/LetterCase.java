// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.Locale;

/** Words that are joined by underscores or by capital letters. */
final class LetterCase {
  private LetterCase() {}

  /** {@code HttpStatus} to {@code http_status}. */
  static String snake(String text) {
    StringBuilder snake = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '-' || c == ' ' || c == '.') {
        snake.append('_');
      } else {
        if (isWordStart(text, i)) {
          snake.append('_');
        }
        snake.append(c);
      }
    }
    return snake.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isWordStart(String text, int i) {
    if (i == 0 || !Character.isUpperCase(text.charAt(i))) {
      return false;
    }
    char before = text.charAt(i - 1);
    boolean nextIsSmall = i + 1 < text.length() && Character.isLowerCase(text.charAt(i + 1));
    return Character.isLowerCase(before)
        || Character.isDigit(before)
        || (Character.isUpperCase(before) && nextIsSmall);
  }

  /** {@code http_status} to {@code HttpStatus}. */
  static String camel(String text) {
    StringBuilder camel = new StringBuilder();
    boolean upper = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '_' || c == '-' || c == ' ' || c == '.') {
        upper = true;
      } else {
        camel.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return camel.toString();
  }
}
