// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import java.util.List;

/**
 * A page in Markdown with places for tables: what stands between {@code <!-- measured: id -->} and
 * the next {@code <!-- end -->} is replaced.
 */
public final class Page {
  private static final String END = "<!-- end -->";

  private Page() {}

  /**
   * The page with these tables in their places.
   *
   * @throws IllegalArgumentException when a table has no place
   */
  public static String fill(String page, List<Sheet> sheets) {
    String filled = page;
    for (Sheet sheet : sheets) {
      filled = fill(filled, sheet.id(), SheetText.body(sheet));
    }
    return filled;
  }

  /**
   * Are there places for all of these?
   *
   * @throws IllegalArgumentException when one has none
   */
  public static void check(String page, List<String> ids) {
    ids.forEach(id -> fill(page, id, ""));
  }

  private static String fill(String page, String id, String body) {
    String begin = "<!-- measured: " + id + " -->";
    int from = page.indexOf(begin);
    int to = from < 0 ? -1 : page.indexOf(END, from);
    if (to < 0) {
      throw new IllegalArgumentException(
          "the page has no place for a table: " + begin + " ... " + END);
    }
    return page.substring(0, from + begin.length()) + "\n\n" + body + "\n" + page.substring(to);
  }
}
