// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import io.traceweir.app.outcome.RuleTally.Count;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a quickstart ends with.
 *
 * @param requests written to the input topics
 * @param sent in those requests
 * @param decided as the decisions count it
 * @param undecided traces sent that have no decision (yet)
 * @param again second decisions for a trace, which must not be
 * @param withErrors decided traces with a span that failed
 * @param slow decided traces of one second and more
 */
public record Summary(
    Duration elapsed,
    long requests,
    Count sent,
    Count decided,
    long undecided,
    long again,
    long withErrors,
    long slow,
    Map<String, Long> triggers,
    List<RuleTally> rules,
    List<Red.Service> services,
    List<Red.Operation> operations,
    List<Edge> edges) {

  public static Summary of(
      Duration elapsed, Sent sent, Decisions decisions, Series spanMetrics, Series serviceGraph) {
    return new Summary(
        elapsed,
        sent.requests(),
        new Count(sent.traces().size(), sent.spans(), sent.logs()),
        new Count(decisions.traces(), decisions.spans(), decisions.logs()),
        decisions.undecided(sent.traces()),
        decisions.again(),
        decisions.withErrors(),
        decisions.slow(),
        decisions.byTrigger(),
        decisions.byRule(),
        Red.services(spanMetrics),
        Red.operations(spanMetrics),
        Edge.all(serviceGraph));
  }

  Count kept() {
    return total(RuleTally::kept);
  }

  Count dropped() {
    return total(RuleTally::dropped);
  }

  private Count total(Function<RuleTally, Count> part) {
    return rules.stream().map(part).reduce(Count.ZERO, Count::plus);
  }
}
