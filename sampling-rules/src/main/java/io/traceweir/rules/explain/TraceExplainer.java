// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.explain;

import io.traceweir.rules.RuleSet;
import io.traceweir.rules.collector.PolicySet;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.Trace;

/** Decides about traces and says why. One thread. */
public interface TraceExplainer {
  /**
   * Of rules, or of the policies of a Collector. Takes slots for the attributes that are read; to
   * be called before the reader of traces is built on the names.
   */
  static TraceExplainer of(RuleSet set, AttributeNames names) {
    PolicySet policies = set.policies();
    return policies == null
        ? new RulesExplainer(set, names)
        : new VotesExplainer(set, policies, names);
  }

  /**
   * Decides as the pipeline does.
   *
   * @param clockMillis the data clock, by which limits count
   */
  Explanation explain(Trace trace, long clockMillis);
}
