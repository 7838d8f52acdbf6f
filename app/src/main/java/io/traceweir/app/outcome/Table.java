// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import java.util.ArrayList;
import java.util.List;

/** Columns of text: words to the left, numbers to the right. */
public final class Table {
  private static final String GAP = "   ";
  private static final String INDENT = "  ";

  private final List<String> header;
  private final int words;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param words how many of the first columns are words
   */
  public Table(int words, String... header) {
    this.words = words;
    this.header = List.of(header);
    rows.add(this.header);
  }

  public void row(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + header.size() + " columns");
    }
    rows.add(List.of(cells));
  }

  public void print(StringBuilder out) {
    int[] widths = new int[header.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(INDENT);
      for (int i = 0; i < widths.length; i++) {
        String cell = row.get(i);
        String padding = " ".repeat(widths[i] - cell.length());
        line.append(i < words ? cell + padding : padding + cell).append(GAP);
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
  }
}
