// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value: {@code "text"}, {@code word}, {@code 5}, {@code 2.5}, {@code true}, {@code ["a",
 * "b"]}.
 */
final class ValueReader {
  private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9]\\d{0,17})");
  private static final Pattern FRACTION =
      Pattern.compile("-?(?:0|[1-9]\\d{0,17})(?:\\.\\d{1,18})?(?:[eE][+-]?\\d{1,3})?");
  private static final String ESCAPES = "\\\"nrt";
  private static final String MEANT = "\\\"\n\r\t";

  private final String text;
  private final int end;
  private final Mistakes mistakes;
  private int at;

  ValueReader(String text, int end, Mistakes mistakes) {
    this.text = text;
    this.end = end;
    this.mistakes = mistakes;
  }

  /** Behind what was read last. */
  int end() {
    return at;
  }

  /** Null when it could not be understood. */
  @Nullable Object read(int from) {
    at = from;
    if (at == end || PieceReader.isSpace(text.charAt(at))) {
      mistakes.add(Math.max(0, at - 1), "no value after `=`; an empty text is `\"\"`");
      return null;
    }
    return switch (text.charAt(at)) {
      case '"' -> quoted();
      case '[' -> list();
      default -> bare("");
    };
  }

  private Object bare(String alsoEndsAt) {
    int start = at;
    while (at < end
        && !PieceReader.isSpace(text.charAt(at))
        && alsoEndsAt.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    if (word.equals("true") || word.equals("false")) {
      return word.equals("true");
    }
    if (WHOLE.matcher(word).matches()) {
      return Long.parseLong(word);
    }
    return FRACTION.matcher(word).matches() ? (Object) Double.parseDouble(word) : word;
  }

  private @Nullable List<Object> list() {
    int start = at++;
    List<Object> items = new ArrayList<>();
    while (skipSpace() && text.charAt(at) != ']') {
      Object item = text.charAt(at) == '"' ? quoted() : bare(",]");
      if (item == null) {
        return null;
      }
      items.add(item);
      if (skipSpace() && text.charAt(at) == ',') {
        at++;
      } else if (at < end && text.charAt(at) != ']') {
        unclosed(start, "a list is written `[\"a\", \"b\"]`");
        return null;
      }
    }
    if (at == end) {
      unclosed(start, "the list has no `]` in this line");
      return null;
    }
    at++;
    return items;
  }

  private void unclosed(int start, String message) {
    mistakes.add(start, message);
    at = end;
  }

  private boolean skipSpace() {
    while (at < end && PieceReader.isSpace(text.charAt(at))) {
      at++;
    }
    return at < end;
  }

  private @Nullable String quoted() {
    int start = at++;
    StringBuilder word = new StringBuilder();
    while (at < end && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        escape(word);
      } else {
        word.append(text.charAt(at++));
      }
    }
    if (at >= end) {
      unclosed(start, "the text has no closing quote in this line");
      return null;
    }
    at++;
    return word.toString();
  }

  private void escape(StringBuilder word) {
    int start = at++;
    char c = at < end ? text.charAt(at) : ' ';
    int known = ESCAPES.indexOf(c);
    if (known >= 0) {
      word.append(MEANT.charAt(known));
      at++;
    } else if (c == 'u'
        && at + 4 < end
        && text.substring(at + 1, at + 5).matches("[0-9a-fA-F]{4}")) {
      word.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
      at += 5;
    } else {
      mistakes.add(
          start, "write `\\\\` for a backslash; known are \\\" \\\\ \\n \\r \\t and \\u00e9");
    }
  }
}
