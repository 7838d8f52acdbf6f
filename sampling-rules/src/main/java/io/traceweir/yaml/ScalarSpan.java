// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * Where a scalar stands in its file, and which character of the file each character of its text
 * came from. Positions inside a scalar are needed for messages only, so the walk is done when asked
 * for.
 *
 * @param original the text before substitution, null when there was none
 */
record ScalarSpan(
    SourceText source, int from, int to, ScalarStyle style, @Nullable String original) {

  Position start() {
    return source.position(from);
  }

  Position end() {
    return source.position(to);
  }

  boolean isPlain() {
    return style == ScalarStyle.PLAIN;
  }

  ScalarSpan replaced(String text) {
    return new ScalarSpan(source, from, to, style, original == null ? text : original);
  }

  Position positionOf(String text, int offset) {
    if (original != null && !original.equals(text)) {
      return positionOf(original, sameUntil(original, text, offset), style);
    }
    return positionOf(text, offset, style);
  }

  /** The offset itself before the first substituted character, else where that one stood. */
  private static int sameUntil(String original, String text, int offset) {
    int same = 0;
    int limit = Math.min(Math.min(original.length(), text.length()), offset);
    while (same < limit && original.charAt(same) == text.charAt(same)) {
      same++;
    }
    return same;
  }

  private Position positionOf(String text, int offset, ScalarStyle scalarStyle) {
    int wanted = Math.max(0, Math.min(offset, text.length()));
    return switch (scalarStyle) {
      case LITERAL, FOLDED -> inBlock(text, wanted);
      default -> source.position(inFlow(text, wanted));
    };
  }

  /** Plain and quoted: one step per character, with escapes and folded line ends accounted for. */
  private int inFlow(String text, int wanted) {
    boolean single = style == ScalarStyle.SINGLE_QUOTED;
    boolean quoted = single || style == ScalarStyle.DOUBLE_QUOTED;
    int at = quoted ? from + 1 : from;
    int end = quoted ? to - 1 : to;
    int done = 0;
    at = afterEscapedLineEnd(at, end);
    while (done < wanted && at < end) {
      int breaks = lineBreaks(at, end);
      int c = source.codePoint(at);
      if (breaks > 0) {
        at = afterWhitespace(at, end);
        done += breaks == 1 ? 1 : breaks - 1;
      } else if (c == '\\' && style == ScalarStyle.DOUBLE_QUOTED) {
        at += 2 + hexDigits(source.codePoint(at + 1));
        done += Character.charCount(text.codePointAt(done));
      } else {
        at += single && c == '\'' ? 2 : 1;
        done += Character.charCount(c);
      }
      at = afterEscapedLineEnd(at, end);
    }
    return at;
  }

  /** A backslash at the end of a line of a double-quoted scalar stands for nothing at all. */
  private int afterEscapedLineEnd(int at, int end) {
    boolean escaped =
        style == ScalarStyle.DOUBLE_QUOTED
            && at + 1 < end
            && source.codePoint(at) == '\\'
            && lineBreaks(at + 1, at + 2) > 0;
    return escaped ? afterWhitespace(at + 1, end) : at;
  }

  private static int hexDigits(int escape) {
    return switch (escape) {
      case 'x' -> 2;
      case 'u' -> 4;
      case 'U' -> 8;
      default -> 0;
    };
  }

  /** Line ends in the white space that begins here; 0 also when nothing but spaces does. */
  private int lineBreaks(int at, int end) {
    int breaks = 0;
    for (int i = at; i < end && isWhitespace(source.codePoint(i)); i++) {
      int c = source.codePoint(i);
      boolean crlf = c == '\r' && i + 1 < end && source.codePoint(i + 1) == '\n';
      breaks += (c == '\n' || c == '\r') && !crlf ? 1 : 0;
    }
    return breaks;
  }

  private int afterWhitespace(int at, int end) {
    int i = at;
    while (i < end && isWhitespace(source.codePoint(i))) {
      i++;
    }
    return i;
  }

  private static boolean isWhitespace(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  /**
   * A literal block has one line of text per line of the file, below the header. A folded one has
   * fewer; there the header's line is as much as can be said cheaply.
   */
  private Position inBlock(String text, int wanted) {
    Position header = start();
    if (style == ScalarStyle.FOLDED) {
      return header;
    }
    int lineStart = text.lastIndexOf('\n', wanted - 1) + 1;
    int line =
        header.line() + 1 + (int) text.substring(0, wanted).chars().filter(c -> c == '\n').count();
    return new Position(
        header.file(), line, indentation() + text.codePointCount(lineStart, wanted) + 1);
  }

  /** Of the first line of the block that is not empty (a literal block's own indentation). */
  private int indentation() {
    int i = from;
    while (i < to && source.codePoint(i) != '\n') {
      i++;
    }
    int spaces = 0;
    for (i++; i < to; i++) {
      int c = source.codePoint(i);
      if (c == '\n' || c == '\r') {
        spaces = 0;
      } else if (c == ' ') {
        spaces++;
      } else {
        break;
      }
    }
    return spaces;
  }
}
