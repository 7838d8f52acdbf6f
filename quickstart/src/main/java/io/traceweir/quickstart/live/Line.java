// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.WCWidth;

/** A line that is being written, never wider than its width in columns of a terminal. */
final class Line {
  private final Look look;
  private final int width;
  private final AttributedStringBuilder out = new AttributedStringBuilder();
  private int used;

  Line(Look look) {
    this(look, look.width());
  }

  Line(Look look, int width) {
    this.look = look;
    this.width = Math.max(0, width);
  }

  int room() {
    return width - used;
  }

  Line add(String text) {
    return add(text, look.plain());
  }

  /** As much of it as there is room for. */
  Line add(String text, AttributedStyle style) {
    String fitting = cut(look.known(text), room(), look.ellipsis());
    out.styled(style, fitting);
    used += columns(fitting);
    return this;
  }

  Line add(AttributedString text, int columns) {
    if (columns <= room()) {
      out.append(text);
      used += columns;
    }
    return this;
  }

  /** Moves on to this column. */
  Line to(int column) {
    return add(" ".repeat(Math.max(0, Math.min(column, width) - used)));
  }

  Line left(String text, int columns, AttributedStyle style) {
    int end = used + columns;
    return add(cut(text, columns, look.ellipsis()), style).to(end);
  }

  /** Numbers take more room rather than lose a digit. */
  Line right(String text, int columns, AttributedStyle style) {
    return add(" ".repeat(Math.max(0, columns - columns(text)))).add(text, style);
  }

  AttributedString done() {
    return out.toAttributedString();
  }

  int used() {
    return used;
  }

  static int columns(String text) {
    return text.codePoints().map(Line::columns).sum();
  }

  private static int columns(int character) {
    return Math.max(0, WCWidth.wcwidth(character));
  }

  private static String cut(String text, int columns, String ellipsis) {
    if (columns(text) <= columns) {
      return text;
    }
    if (columns < 1) {
      return "";
    }
    StringBuilder cut = new StringBuilder();
    int used = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int character = text.codePointAt(i);
      used += columns(character);
      if (used > columns - 1) {
        break;
      }
      cut.appendCodePoint(character);
    }
    return cut.append(ellipsis).toString();
  }
}
