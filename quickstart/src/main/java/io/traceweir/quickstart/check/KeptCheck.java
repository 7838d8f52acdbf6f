// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import io.traceweir.quickstart.check.Finding.Tally;
import io.traceweir.quickstart.traffic.Ledger;
import io.traceweir.quickstart.traffic.SentTrace;

/** Whether the topics of what was kept hold what was decided to be kept, and nothing else. */
final class KeptCheck {
  private final Ledger ledger;
  private final Received received;

  KeptCheck(Ledger ledger, Received received) {
    this.ledger = ledger;
    this.received = received;
  }

  Finding whole() {
    Tally tally = new Tally("kept traces whole: each span and log once");
    for (SentTrace sent : ledger.traces().values()) {
      if (received.isKept(sent.id())) {
        String found =
            Difference.of("spans", sent.spanIds(), received.spans(sent.id())).toString()
                + Difference.of("logs", sent.logs(), received.logs(sent.id()));
        tally.add(found.isEmpty(), () -> "trace " + sent.id().hex() + ":" + found);
      }
    }
    return tally.finding();
  }

  Finding absent() {
    Tally tally = new Tally("dropped traces gone: no span, no log");
    for (SentTrace sent : ledger.traces().values()) {
      if (!received.isKept(sent.id())) {
        int spans = received.spans(sent.id()).size();
        int logs = received.logs(sent.id()).size();
        tally.add(
            spans + logs == 0,
            () -> "trace " + sent.id().hex() + ": " + spans + " spans and " + logs + " logs");
      }
    }
    return tally.finding();
  }
}
