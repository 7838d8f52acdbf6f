// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import io.traceweir.app.outcome.Edge;
import io.traceweir.app.outcome.Red;
import io.traceweir.quickstart.traffic.Ledger;
import io.traceweir.trace.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds everything that came out against what the shop sent. What others sent meanwhile is not
 * looked at: only the shop's traces and services are.
 */
public final class Check {
  private final Ledger ledger;
  private final Received received;
  private final boolean exampleRules;
  private final boolean shared;
  private final Set<TraceId> excused;

  /**
   * @param exampleRules whether the rules are those of the example; of others nobody knows what
   *     they keep
   * @param shared whether others sent spans too, of services that may have the names of the shop's
   */
  public Check(Ledger ledger, Received received, boolean exampleRules, boolean shared) {
    this.ledger = ledger;
    this.received = received;
    this.exampleRules = exampleRules;
    this.shared = shared;
    this.excused =
        ledger.delayed().stream()
            .filter(trace -> DecisionCheck.isOfAPart(ledger, received, trace))
            .collect(Collectors.toSet());
  }

  public Verdict verdict(List<Red.Operation> operations, List<Edge> edges) {
    List<Finding> findings = new ArrayList<>();
    DecisionCheck decisions = new DecisionCheck(ledger, received, excused);
    findings.add(decisions.once());
    if (exampleRules) {
      findings.addAll(decisions.kept());
      findings.add(decisions.rules());
    }
    findings.add(decisions.figures());
    KeptCheck kept = new KeptCheck(ledger, received);
    findings.add(kept.whole());
    findings.add(kept.absent());
    CountCheck counts = new CountCheck(ledger, excused, shared);
    findings.add(counts.operations(operations));
    findings.add(counts.edges(edges));
    return new Verdict(findings, remarks());
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    remarks.add(
        String.format(
            Locale.ROOT,
            "of %,d spans %,d came after the decision and %,d came twice",
            ledger.spans(),
            ledger.heldUpSpans(),
            ledger.repeatedSpans()));
    if (!exampleRules) {
      remarks.add("your rules are not the example's: which traces they keep is not checked");
    }
    if (shared) {
      remarks.add(
          "spans of your own came through the OTLP port: counts of services that share a name with"
              + " the shop's are only checked as at least");
    }
    if (!excused.isEmpty()) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "this machine was busy: parts of %,d traces were sent too late and missed the decision,"
                  + " so nobody can say which rule they must meet and which edges they have",
              excused.size()));
    }
    return remarks;
  }
}
