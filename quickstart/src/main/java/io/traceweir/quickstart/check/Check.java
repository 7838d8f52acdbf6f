// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import io.traceweir.app.outcome.Edge;
import io.traceweir.app.outcome.Red;
import io.traceweir.quickstart.traffic.Ledger;
import io.traceweir.quickstart.traffic.SentTrace;
import io.traceweir.trace.TraceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds everything that came out against what the shop sent. What others sent meanwhile is not
 * looked at: only the shop's traces and services are.
 */
public final class Check {
  private static final String RED = "RED counts per service, span name, kind and status";
  private static final String EDGES = "edges with their calls and failed ones";

  private final Ledger ledger;
  private final Received received;
  private final boolean exampleRules;
  private final boolean shared;
  private final Set<TraceId> excused;
  private final Set<TraceId> widened;

  /**
   * @param exampleRules whether the rules are those of the example; of others nobody knows what
   *     they keep
   * @param shared whether others sent spans too, of services that may have the names of the shop's
   */
  public Check(Ledger ledger, Received received, boolean exampleRules, boolean shared) {
    this(ledger, received, exampleRules, shared, false);
  }

  /**
   * @param outages whether nobody decided at times: then a decision may have seen what was held up,
   *     which otherwise comes after it
   */
  public Check(
      Ledger ledger, Received received, boolean exampleRules, boolean shared, boolean outages) {
    this.ledger = ledger;
    this.received = received;
    this.exampleRules = exampleRules;
    this.shared = shared;
    this.widened = outages ? seenAs(Sight.MORE, ledger.traces().keySet()) : Set.of();
    Set<TraceId> excused = new HashSet<>(seenAs(Sight.PART, ledger.delayed()));
    excused.addAll(outages ? Set.of() : seenAs(Sight.MORE, ledger.delayed()));
    this.excused = Set.copyOf(excused);
  }

  /** Those of the traces that were decided once, on so much of it. */
  private Set<TraceId> seenAs(Sight sight, Set<TraceId> traces) {
    return traces.stream()
        .filter(trace -> received.decisions(trace).size() == 1)
        .filter(trace -> isSeenAs(sight, trace))
        .collect(Collectors.toSet());
  }

  private boolean isSeenAs(Sight sight, TraceId trace) {
    SentTrace sent = ledger.traces().get(trace);
    return sent != null && Sight.of(sent, received.decisions(trace).get(0)) == sight;
  }

  /** What is not as it would be without faults, in numbers. */
  public Damage damage(List<Red.Operation> operations, List<Edge> edges) {
    CountCheck counts = counts();
    return new DamageCheck(ledger, received, excused)
        .damage(
            Stream.concat(counts.operations(operations).stream(), counts.edges(edges).stream()));
  }

  private CountCheck counts() {
    return new CountCheck(ledger, excused, widened, shared);
  }

  public Verdict verdict(List<Red.Operation> operations, List<Edge> edges) {
    List<Finding> findings = new ArrayList<>();
    DecisionCheck decisions = new DecisionCheck(ledger, received, excused, widened);
    findings.add(decisions.once());
    if (exampleRules) {
      findings.addAll(decisions.kept());
      findings.add(decisions.rules());
    }
    findings.add(decisions.figures());
    KeptCheck kept = new KeptCheck(ledger, received);
    findings.add(kept.whole());
    findings.add(kept.absent());
    findings.add(Deviation.finding(RED, counts().operations(operations)));
    findings.add(Deviation.finding(EDGES, counts().edges(edges)));
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
    if (!widened.isEmpty()) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%,d traces were decided so late that some of what was held up came in time: that is"
                  + " as right, by whichever rule, and their edges may be either's",
              widened.size()));
    }
    if (!excused.isEmpty()) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "this machine was busy: parts of %,d traces were sent too late and missed the"
                  + " decision, so nobody can say which rule they must meet and which edges they"
                  + " have",
              excused.size()));
    }
    return remarks;
  }
}
