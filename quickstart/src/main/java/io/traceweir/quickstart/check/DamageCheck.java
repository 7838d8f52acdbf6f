// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import io.traceweir.app.outcome.Decision;
import io.traceweir.quickstart.traffic.Ledger;
import io.traceweir.quickstart.traffic.SentTrace;
import io.traceweir.trace.TraceId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which traces are not as they would be if nothing had happened. */
final class DamageCheck {
  private final Ledger ledger;
  private final Received received;
  private final Set<TraceId> excused;

  /**
   * @param excused traces whose parts were sent so late that nobody knows what the decision saw
   */
  DamageCheck(Ledger ledger, Received received, Set<TraceId> excused) {
    this.ledger = ledger;
    this.received = received;
    this.excused = excused;
  }

  Damage damage(Stream<Deviation> counters) {
    Harm.Tally lost = new Harm.Tally("lost");
    Harm.Tally split = new Harm.Tally("split");
    Harm.Tally twice = new Harm.Tally("decided twice");
    for (SentTrace sent : ledger.traces().values()) {
      List<Decision> decisions = received.decisions(sent.id());
      lookForLoss(sent, decisions, lost);
      lookForSplit(sent, decisions, split);
      lookForMore(sent, decisions, twice);
    }
    Harm.Tally errors = new Harm.Tally("counter error");
    counters.filter(c -> c.by() != 0).forEach(c -> errors.add(c.by(), c.what()));
    return new Damage(lost.harm(), split.harm(), twice.harm(), errors.harm());
  }

  private void lookForLoss(SentTrace sent, List<Decision> decisions, Harm.Tally lost) {
    if (decisions.isEmpty()) {
      lost.add(1, say(sent, "never decided"));
    } else if (received.isKept(sent.id())) {
      long spans = spans(sent).missing();
      long logs = logs(sent).missing();
      if (spans + logs > 0) {
        lost.add(1, say(sent, "kept without " + spans + " spans and " + logs + " logs of it"));
      }
    }
  }

  private void lookForSplit(SentTrace sent, List<Decision> decisions, Harm.Tally split) {
    List<Decision> partial =
        decisions.stream().filter(d -> Sight.of(sent, d) == Sight.PART).toList();
    if (!partial.isEmpty() && !excused.contains(sent.id())) {
      split.add(
          1,
          say(
              sent,
              "decided on " + Figures.of(partial.get(0)) + "; sent were " + Figures.of(sent)));
      return;
    }
    int spans = received.spans(sent.id()).size();
    int logs = received.logs(sent.id()).size();
    if (!received.isKept(sent.id()) && spans + logs > 0) {
      split.add(1, say(sent, "not kept, but " + spans + " spans and " + logs + " logs of it are"));
    }
  }

  private void lookForMore(SentTrace sent, List<Decision> decisions, Harm.Tally twice) {
    long spans = received.isKept(sent.id()) ? spans(sent).again() : 0;
    long logs = received.isKept(sent.id()) ? logs(sent).again() : 0;
    if (decisions.size() > 1) {
      twice.add(1, say(sent, decisions.size() + " decisions"));
    } else if (spans + logs > 0) {
      twice.add(1, say(sent, spans + " spans and " + logs + " logs kept again"));
    }
  }

  private Difference spans(SentTrace sent) {
    return Difference.of("spans", sent.spanIds(), received.spans(sent.id()));
  }

  private Difference logs(SentTrace sent) {
    return Difference.of("logs", sent.logs(), received.logs(sent.id()));
  }

  private static String say(SentTrace sent, String what) {
    return "trace " + sent.id().hex() + ": " + what;
  }
}
