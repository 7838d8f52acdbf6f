// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.tracestate.Threshold;

/**
 * What becomes of a trace: the rule that takes it, and how much of such traces is kept at this
 * moment.
 *
 * @param probability the share that is kept, 0 to 1
 * @param threshold the trace is kept when its randomness is at least this; 2^56 keeps none, {@link
 *     Rule#NO_THRESHOLD} all
 */
public record Ruling(Rule rule, double probability, long threshold) {
  /** Of a rule that always keeps the same share. */
  Ruling(Rule rule) {
    this(rule, rule.probability(), rule.threshold());
  }

  /**
   * Is a trace kept?
   *
   * @param randomness of the trace, 56 bits
   */
  public boolean keeps(long randomness) {
    return Threshold.keeps(randomness, threshold);
  }
}
