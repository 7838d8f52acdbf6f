// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import java.util.List;

/**
 * What came of a simulation.
 *
 * @param all every trace, once
 * @param sets in the order in which they were given; the first is what the others are compared with
 */
public record Outcome(Count all, List<SetCount> sets) {
  public Outcome {
    sets = List.copyOf(sets);
  }
}
