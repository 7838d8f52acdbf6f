// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import io.traceweir.quickstart.check.Finding.Tally;
import java.util.List;

/**
 * One counter, and how far it is from what it has to be.
 *
 * @param what it counts, shows, and has to show
 * @param by calls; 0 when it is right
 */
record Deviation(String what, long by) {

  static Finding finding(String what, List<Deviation> counters) {
    Tally tally = new Tally(what);
    counters.forEach(counter -> tally.add(counter.by == 0, counter::what));
    return tally.finding();
  }
}
