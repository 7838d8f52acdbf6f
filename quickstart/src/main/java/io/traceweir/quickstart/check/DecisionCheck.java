// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import io.traceweir.app.outcome.Decision;
import io.traceweir.quickstart.check.Finding.Tally;
import io.traceweir.quickstart.traffic.Ledger;
import io.traceweir.quickstart.traffic.SentTrace;
import io.traceweir.trace.TraceId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Whether each trace was decided, once, rightly and on all of it. */
final class DecisionCheck {
  private final Ledger ledger;
  private final Received received;
  private final Set<TraceId> excused;

  /**
   * @param excused traces of which nobody knows what the decision saw
   */
  DecisionCheck(Ledger ledger, Received received, Set<TraceId> excused) {
    this.ledger = ledger;
    this.received = received;
    this.excused = excused;
  }

  /** Whether a trace was decided once, but not on all of it. */
  static boolean isOfAPart(Ledger ledger, Received received, TraceId trace) {
    SentTrace sent = ledger.traces().get(trace);
    List<Decision> decisions = received.decisions(trace);
    return sent != null
        && decisions.size() == 1
        && !figures(decisions.get(0)).equals(figures(sent));
  }

  Finding once() {
    Tally tally = new Tally("traces decided once");
    for (SentTrace sent : ledger.traces().values()) {
      int times = received.decisions(sent.id()).size();
      tally.add(times == 1, () -> say(sent, times + " decisions"));
    }
    return tally.finding();
  }

  List<Finding> kept() {
    return List.of(
        kept("traces with an error kept", SentTrace::hasError),
        kept("traces of 1 s and more kept", ExampleRule::isSlow));
  }

  private Finding kept(String what, Predicate<SentTrace> which) {
    Tally tally = new Tally(what);
    for (SentTrace sent : ledger.traces().values()) {
      if (which.test(sent) && !excused.contains(sent.id())) {
        List<Decision> decisions = received.decisions(sent.id());
        boolean kept = !decisions.isEmpty() && decisions.stream().allMatch(Decision::kept);
        tally.add(kept, () -> say(sent, decisions.isEmpty() ? "not decided" : "dropped"));
      }
    }
    return tally.finding();
  }

  Finding rules() {
    Tally tally = new Tally("traces kept or dropped by the right rule");
    for (SentTrace sent : ledger.traces().values()) {
      if (!excused.contains(sent.id())) {
        ExampleRule rule = ExampleRule.of(sent);
        String expected = outcome(rule.keeps(sent.id()), rule.label());
        for (Decision decision : received.decisions(sent.id())) {
          String found = outcome(decision.kept(), decision.rule());
          tally.add(found.equals(expected), () -> say(sent, found + ", expected " + expected));
        }
      }
    }
    return tally.finding();
  }

  private static String outcome(boolean kept, String rule) {
    return (kept ? "kept by " : "dropped by ") + rule;
  }

  Finding figures() {
    Tally tally = new Tally("spans, logs, errors, duration and root of decisions");
    for (SentTrace sent : ledger.traces().values()) {
      if (!excused.contains(sent.id())) {
        String expected = figures(sent);
        for (Decision decision : received.decisions(sent.id())) {
          String found = figures(decision);
          tally.add(found.equals(expected), () -> say(sent, found + ", expected " + expected));
        }
      }
    }
    return tally.finding();
  }

  private static String figures(SentTrace sent) {
    return figures(
        new long[] {sent.spans(), sent.logRecords(), sent.errors()},
        sent.durationNanos() / 1e6,
        sent.root().service() + " " + sent.root().name());
  }

  private static String figures(Decision decision) {
    return figures(
        new long[] {decision.spans(), decision.logs(), decision.errors()},
        decision.durationMillis(),
        decision.rootService() + " " + decision.rootName());
  }

  private static String figures(long[] counts, double millis, String root) {
    return String.format(
        Locale.ROOT,
        "%d spans, %d logs, %d errors, %.3f ms from %s",
        counts[0],
        counts[1],
        counts[2],
        millis,
        root);
  }

  private static String say(SentTrace sent, String what) {
    return "trace " + sent.id().hex() + ": " + what;
  }
}
