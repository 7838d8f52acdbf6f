// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Sheets as Markdown, which a terminal shows as well as a page does. */
public final class SheetText {
  private SheetText() {}

  public static String write(List<Sheet> sheets) {
    return sheets.stream()
        .map(sheet -> "### " + sheet.title() + "\n\n" + body(sheet))
        .collect(Collectors.joining("\n"));
  }

  /** Table and notes, without the title. */
  public static String body(Sheet sheet) {
    StringBuilder text = new StringBuilder();
    row(text, sheet.columns());
    row(text, sheet.columns().stream().map(column -> "---").toList());
    sheet.rows().forEach(cells -> row(text, cells.stream().map(Cell::text).toList()));
    sheet.notes().forEach(note -> text.append('\n').append(note).append('\n'));
    sheet.wrong().forEach(check -> text.append('\n').append(wrong(check)).append('\n'));
    return text.toString();
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String wrong(Check check) {
    return String.format(
        Locale.ROOT,
        "**WRONG**: %s: %,d, expected %,d",
        check.what(),
        check.found(),
        check.expected());
  }
}
