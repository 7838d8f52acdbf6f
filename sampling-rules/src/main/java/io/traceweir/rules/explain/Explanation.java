// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.explain;

import io.traceweir.rules.Ruling;
import java.util.List;

/**
 * How a trace was decided.
 *
 * @param steps rules in their order; policies in the order in which they are asked, drop policies
 *     first
 * @param ruling the rule that decided or the policy that is credited, with its probability and
 *     threshold
 * @param randomness of the trace, 56 bits
 */
public record Explanation(List<Step> steps, Ruling ruling, long randomness) {
  public Explanation {
    steps = List.copyOf(steps);
  }

  /** Whether the trace is kept. */
  public boolean isKept() {
    return ruling.keeps(randomness);
  }

  /** Whether this is the rule that decided. */
  public boolean isDecisive(Step step) {
    return step.rule().equals(ruling.rule());
  }
}
