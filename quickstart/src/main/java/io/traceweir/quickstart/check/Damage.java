// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import java.util.List;

/**
 * What faults have spoilt.
 *
 * @param lost traces that were never decided, or kept without some of their spans or logs
 * @param split traces that were decided on a part of what was there
 * @param twice traces with more than one decision, or with spans or logs that were kept again
 * @param counters calls that RED metrics and edges count too many or too few
 */
public record Damage(Harm lost, Harm split, Harm twice, Harm counters) {
  public List<Harm> all() {
    return List.of(lost, split, twice, counters);
  }

  public boolean isNone() {
    return all().stream().allMatch(harm -> harm.count() == 0);
  }
}
