// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.rules.ottl.EvaluationException;
import io.traceweir.trace.AttributeNames;

/** A policy as it was read. */
interface Policy {
  /** Takes slots for the attributes it reads, and begins its counts anew. */
  Voter bind(Binding binding);

  /** Whether its vote depends on the traces that it was asked about before. */
  default boolean hasLimit() {
    return false;
  }

  /** Where a policy is put to work. */
  record Binding(AttributeNames names, double share) {

    /** The part of a limit that counts here. */
    long of(long limit) {
      return share == 1 ? limit : Math.round(limit * share);
    }
  }

  /** A policy at work. One thread. */
  interface Voter {
    /**
     * Votes.
     *
     * @throws EvaluationException when it has no vote, and neither has what it is a part of
     */
    Vote vote(Case asked);
  }
}
