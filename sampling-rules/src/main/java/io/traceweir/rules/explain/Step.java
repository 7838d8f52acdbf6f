// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.explain;

import io.traceweir.rules.Rule;
import io.traceweir.rules.collector.Reason;
import io.traceweir.rules.collector.Vote;
import io.traceweir.rules.condition.Finding;
import org.jspecify.annotations.Nullable;

/**
 * A rule or policy, in the order in which they are asked.
 *
 * @param finding what its condition was found to be; null for the catch-all, for policies, and for
 *     what was not asked
 * @param subPolicy the part of a composite policy that sampled, else null
 * @param reason of the vote of a policy, else null
 */
public record Step(
    Rule rule,
    Outcome outcome,
    @Nullable Finding finding,
    @Nullable String subPolicy,
    @Nullable Reason reason) {

  /** A rule. */
  static Step of(Rule rule, Outcome outcome, @Nullable Finding finding) {
    return new Step(rule, outcome, finding, null, null);
  }

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
    /** It was decided before, or its vote does not matter. */
    NOT_ASKED;

    /** Of a policy, or of what it is made of. */
    public static Outcome of(Reason reason) {
      Vote vote = reason.vote();
      if (vote == null) {
        return reason.asked() ? NO_VOTE : NOT_ASKED;
      }
      return switch (vote) {
        case SAMPLED -> SAMPLED;
        case NOT_SAMPLED -> NOT_SAMPLED;
        case DROPPED -> DROPPED;
      };
    }
  }
}
