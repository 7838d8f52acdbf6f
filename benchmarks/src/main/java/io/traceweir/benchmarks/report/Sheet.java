// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import java.util.List;

/**
 * One table of figures with what has to be known to read them.
 *
 * @param id names its place in the documentation
 * @param notes sentences below the table
 * @param wrong what came out of the runs and should not have: figures of such a run mean nothing
 */
public record Sheet(
    String id,
    String title,
    List<String> columns,
    List<List<Cell>> rows,
    List<String> notes,
    List<Check> wrong) {
  public Sheet {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    wrong = List.copyOf(wrong);
    for (List<Cell> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException("a row of " + id + " has another length than its head");
      }
    }
  }

  public boolean isRight() {
    return wrong.isEmpty();
  }
}
