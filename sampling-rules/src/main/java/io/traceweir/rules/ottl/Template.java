// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import com.google.re2j.Matcher;

/** A text with groups of a match in it, as $1, in the way of Go. */
final class Template {
  private Template() {}

  /** Groups that are not there, or that found nothing, are empty. */
  static String filled(String template, Matcher matcher) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      char c = template.charAt(at++);
      if (c != '$') {
        filled.append(c);
        continue;
      }
      int end = at;
      while (end < template.length() && isWord(template.charAt(end))) {
        end++;
      }
      filled.append(end == at ? "$" : group(template.substring(at, end), matcher));
      at = end;
    }
    return filled.toString();
  }

  private static boolean isWord(char c) {
    return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }

  private static String group(String name, Matcher matcher) {
    if (name.length() != 1 || !Character.isDigit(name.charAt(0))) {
      return "";
    }
    int group = name.charAt(0) - '0';
    String found = group > matcher.groupCount() ? null : matcher.group(group);
    return found == null ? "" : found;
  }
}
