// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import io.traceweir.app.outcome.Decision;
import io.traceweir.quickstart.check.Finding.Tally;
import io.traceweir.quickstart.traffic.Ledger;
import io.traceweir.quickstart.traffic.SentTrace;
import io.traceweir.trace.TraceId;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Whether each trace was decided, once, rightly and on all of it. */
final class DecisionCheck {
  private final Ledger ledger;
  private final Received received;
  private final Set<TraceId> excused;
  private final Set<TraceId> widened;

  /**
   * @param excused traces of which nobody knows what the decision saw
   * @param widened traces whose decision saw some of what was held up too
   */
  DecisionCheck(Ledger ledger, Received received, Set<TraceId> excused, Set<TraceId> widened) {
    this.ledger = ledger;
    this.received = received;
    this.excused = excused;
    this.widened = widened;
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
      if (!excused.contains(sent.id()) && !widened.contains(sent.id())) {
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
        Figures expected = Figures.of(sent);
        for (Decision decision : received.decisions(sent.id())) {
          Figures found = Figures.of(decision);
          tally.add(
              widened.contains(sent.id()) || found.agreesWith(expected),
              () -> say(sent, found + ", expected " + expected));
        }
      }
    }
    return tally.finding();
  }

  private static String say(SentTrace sent, String what) {
    return "trace " + sent.id().hex() + ": " + what;
  }
}
