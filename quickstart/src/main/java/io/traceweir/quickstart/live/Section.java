// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import java.util.List;
import org.jline.utils.AttributedString;

/**
 * A part of the picture.
 *
 * @param rows from the most to the least important one
 * @param least how many rows it needs to be worth its title, where it has as many
 */
record Section(AttributedString title, List<AttributedString> rows, int least) {
  Section {
    rows = List.copyOf(rows);
  }

  int leastRows() {
    return Math.min(least, rows.size());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }
}
