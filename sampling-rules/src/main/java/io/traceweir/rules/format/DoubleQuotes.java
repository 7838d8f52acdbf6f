// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

/** The quotes between which everything can be written. */
public final class DoubleQuotes {
  private DoubleQuotes() {}

  public static String around(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(isShown(text, i) ? String.valueOf(c) : "\\u%04x".formatted((int) c));
      }
    }
    return out.append('"').toString();
  }

  /** Letters, signs and the like; halves of a character that belong together too. */
  private static boolean isShown(String text, int i) {
    char c = text.charAt(i);
    if (Character.isSurrogate(c)) {
      return true;
    }
    return c >= ' '
        && c != '\u007f'
        && !(c >= '\u0080' && c <= '\u00a0')
        && c != '\u2028'
        && c != '\u2029'
        && c != '\ufeff'
        && c < '\ufffe';
  }
}
