// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.explain;

import io.traceweir.rules.Rule;
import io.traceweir.rules.condition.Finding;
import org.jspecify.annotations.Nullable;

/**
 * A rule or policy, in the order in which they are asked.
 *
 * @param finding what its condition was found to be; null for the catch-all, for policies, and for
 *     what was not asked
 * @param subPolicy the part of a composite policy that sampled, else null
 */
public record Step(
    Rule rule, Outcome outcome, @Nullable Finding finding, @Nullable String subPolicy) {

  /** What came of asking. */
  public enum Outcome {
    /** A rule: its condition holds, and decides. */
    TAKES,
    /** A rule: its condition does not hold. */
    PASSES,
    /** A policy. */
    SAMPLED,
    /** A policy. */
    NOT_SAMPLED,
    /** A policy, which ends it. */
    DROPPED,
    /** A policy: one of its conditions has no result, so it has no vote. */
    NO_VOTE,
    /** It was decided before. */
    NOT_ASKED
  }
}
