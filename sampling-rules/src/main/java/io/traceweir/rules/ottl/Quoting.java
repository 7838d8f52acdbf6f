// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.ArrayList;
import java.util.List;

/** Delimiters that do not count between quotes. */
final class Quoting {
  private Quoting() {}

  static int indexOf(String text, String delimiter) {
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && text.startsWith(delimiter, i)) {
        return i;
      }
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
    }
    return -1;
  }

  static List<String> split(String text, String delimiter) {
    List<String> parts = new ArrayList<>();
    String rest = text;
    for (int at = indexOf(rest, delimiter); at >= 0; at = indexOf(rest, delimiter)) {
      parts.add(rest.substring(0, at));
      rest = rest.substring(at + delimiter.length());
    }
    parts.add(rest);
    return parts;
  }

  /** Without the white space and the quotes around it. */
  static String stripped(String text) {
    String bare = text.strip();
    boolean quoted =
        bare.length() >= 2
            && (bare.charAt(0) == '"' || bare.charAt(0) == '\'')
            && bare.charAt(0) == bare.charAt(bare.length() - 1);
    return quoted ? bare.substring(1, bare.length() - 1) : bare;
  }
}
