// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.rules.collector.PolicyReader.Named;
import io.traceweir.rules.ottl.EvaluationException;
import io.traceweir.trace.AttributeNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy as it was read. */
interface Policy {
  /** Takes slots for the attributes it reads, and begins its counts anew. */
  Voter bind(Binding binding);

  /** Whether its vote depends on the traces that it was asked about before. */
  default boolean hasLimit() {
    return false;
  }

  /** For those who ask why; takes the same slots. */
  default Look look(Binding binding) {
    return asked -> Seen.NOTHING;
  }

  /**
   * Where a policy is put to work.
   *
   * @param witnesses of its parts, when somebody wants to know why it votes as it does, else null
   */
  record Binding(AttributeNames names, double share, @Nullable List<Witness> witnesses) {

    Binding with(List<Witness> ofParts) {
      return new Binding(names, share, ofParts);
    }

    /** Puts a part to work. */
    Voter voter(Named part) {
      if (witnesses == null) {
        return part.policy().bind(this);
      }
      Witness witness = new Witness(part, this);
      witnesses.add(witness);
      return witness;
    }

    /** The part of a limit that counts here. */
    long of(long limit) {
      return share == 1 ? limit : Math.round(limit * share);
    }
  }

  /** Sees what a vote rests on. One thread. */
  interface Look {
    Seen at(Case asked);
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
