// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.rules.collector.Policy.Voter;
import io.traceweir.rules.collector.Verdict.Outcome;
import io.traceweir.rules.ottl.EvaluationException;
import io.traceweir.trace.Trace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks policies about traces: drop policies first, then the others, each in their order. All of
 * them are asked, also when one has sampled already, since limits count what others sample; only a
 * drop ends it.
 */
public final class PolicyDecider {
  /** Told of each vote. */
  public interface Ballot {
    /**
     * A policy has been asked.
     *
     * @param vote null when a condition had no result
     * @param subPolicy the part of a composite policy that sampled, else null
     */
    void voted(String policy, @Nullable Vote vote, @Nullable String subPolicy);
  }

  private static final Ballot NOBODY = (policy, vote, subPolicy) -> {};

  private final String[] names;
  private final Voter[] voters;
  private final Case asked = new Case();

  PolicyDecider(List<String> names, List<Voter> voters) {
    this.names = names.toArray(String[]::new);
    this.voters = voters.toArray(Voter[]::new);
  }

  /**
   * Decides.
   *
   * @param nowNanos the data clock, which limits count by
   */
  public Verdict decide(Trace trace, long nowNanos) {
    return decide(trace, nowNanos, NOBODY);
  }

  /** The same before somebody who wants to know how each policy votes. */
  public Verdict decide(Trace trace, long nowNanos, Ballot ballot) {
    asked.on(trace, nowNanos);
    int credited = -1;
    String subPolicy = null;
    int errors = 0;
    for (int i = 0; i < voters.length; i++) {
      Vote vote = vote(i);
      String sub = asked.takeSubPolicy();
      ballot.voted(names[i], vote, sub);
      if (vote == Vote.DROPPED) {
        return new Verdict(Outcome.DROPPED, names[i], null, errors);
      }
      errors += vote == null ? 1 : 0;
      if (vote == Vote.SAMPLED && credited < 0) {
        credited = i;
        subPolicy = sub;
      }
    }
    return credited < 0
        ? new Verdict(Outcome.NOT_SAMPLED, null, null, errors)
        : new Verdict(Outcome.SAMPLED, names[credited], subPolicy, errors);
  }

  private @Nullable Vote vote(int i) {
    try {
      return voters[i].vote(asked);
    } catch (EvaluationException e) {
      return null;
    }
  }
}
