// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

/** Where things stand in the lines of a text. */
final class Lines {
  private final String text;
  private final int[] offsets;

  Lines(String text) {
    this.text = text;
    this.offsets = offsets(text);
  }

  /** Empty where each character is one code point. */
  private static int[] offsets(String text) {
    int count = text.codePointCount(0, text.length());
    if (count == text.length()) {
      return new int[0];
    }
    int[] offsets = new int[count + 1];
    for (int i = 0, at = 0; i < count; i++) {
      offsets[i] = at;
      at += Character.charCount(text.codePointAt(at));
    }
    offsets[count] = text.length();
    return offsets;
  }

  /** Of a place that the parser names: it counts code points. */
  int offset(int codePoints) {
    return offsets.length == 0 ? codePoints : offsets[codePoints];
  }

  String text() {
    return text;
  }

  int lineStart(int at) {
    return text.lastIndexOf('\n', at - 1) + 1;
  }

  /** Offset of the line break, or of the end of the text. */
  int lineEnd(int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  int nextLine(int at) {
    return Math.min(text.length(), lineEnd(at) + 1);
  }

  int column(int at) {
    return at - lineStart(at);
  }

  /** Nothing but space stands before it in its line. */
  boolean isFirst(int at) {
    return text.substring(lineStart(at), at).isBlank();
  }

  /** The line above is empty. */
  boolean isApart(int at) {
    int start = lineStart(at);
    return start > 0 && text.substring(lineStart(start - 1), start - 1).isBlank();
  }

  /** The line below is not empty. */
  boolean isFollowed(int at) {
    int below = nextLine(at);
    return !text.substring(below, lineEnd(below)).isBlank();
  }

  /** The next dash of a list that is in no comment. */
  int dash(int from) {
    int at = from;
    while (text.charAt(at) != '-') {
      at = isComment(at) ? lineEnd(at) : at + 1;
    }
    return at;
  }

  /** Whether a comment begins there, outside of values. In {@code &a#b} none does. */
  boolean isComment(int at) {
    return text.charAt(at) == '#' && (at == 0 || " \t\n,[]{}:-?".indexOf(text.charAt(at - 1)) >= 0);
  }

  /** Offset of the value behind its anchor and tag. */
  int behindProperties(int start, int end) {
    int at = start;
    while (at < end) {
      char c = text.charAt(at);
      if (isComment(at)) {
        at = lineEnd(at);
      } else if (c == '&' || c == '!') {
        while (at < end && !Character.isWhitespace(text.charAt(at))) {
          at++;
        }
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        return at;
      }
    }
    return end;
  }
}
