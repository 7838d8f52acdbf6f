// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;

/**
 * A part of the picture.
 *
 * @param rows from the most to the least important one
 * @param least how many rows it needs to be worth its title, where it has as many
 * @param rest a row in place of as many as it is given; empty where nothing is said of them
 */
record Section(
    AttributedString title,
    List<AttributedString> rows,
    int least,
    IntFunction<Optional<AttributedString>> rest) {
  Section {
    rows = List.copyOf(rows);
  }

  Section(AttributedString title, List<AttributedString> rows, int least) {
    this(title, rows, least, left -> Optional.empty());
  }

  /** The first ones; what is left out may be counted in the last one. */
  List<AttributedString> rows(int most) {
    int shown = Math.min(most, rows.size());
    Optional<AttributedString> last =
        shown > 0 && shown < rows.size() ? rest.apply(rows.size() - shown + 1) : Optional.empty();
    return last.map(row -> Stream.concat(rows.stream().limit(shown - 1), Stream.of(row)).toList())
        .orElseGet(() -> rows.subList(0, shown));
  }

  int leastRows() {
    return Math.min(least, rows.size());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }
}
