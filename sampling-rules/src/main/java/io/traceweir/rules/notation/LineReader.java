// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import java.util.ArrayList;
import java.util.List;

/** Splits a text into lines, and these into pieces; comments and empty lines go. */
final class LineReader {
  static final int MAX_LINES = 20_000;

  private final String text;
  private final Mistakes mistakes;

  LineReader(String text, Mistakes mistakes) {
    this.text = text;
    this.mistakes = mistakes;
  }

  List<Line> read() {
    List<Line> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length() && lines.size() <= MAX_LINES) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      line(start, end, lines);
      start = end + 1;
    }
    if (lines.size() > MAX_LINES) {
      mistakes.add(0, "a trace can have " + MAX_LINES + " lines at most");
      return List.of();
    }
    return lines;
  }

  private void line(int start, int end, List<Line> lines) {
    int first = start;
    while (first < end && text.charAt(first) == ' ') {
      first++;
    }
    if (first < end && text.charAt(first) == '\t') {
      mistakes.add(first, "indent with spaces, not with tabs");
    }
    List<Piece> pieces = new PieceReader(text, first, end, mistakes).read();
    if (!pieces.isEmpty()) {
      lines.add(new Line(first, first - start, pieces));
    }
  }
}
