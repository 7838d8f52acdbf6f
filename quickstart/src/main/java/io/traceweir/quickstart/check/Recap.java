// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import io.traceweir.app.outcome.Decision;
import io.traceweir.quickstart.traffic.Incident;
import io.traceweir.quickstart.traffic.Ledger;
import io.traceweir.quickstart.traffic.SentTrace;
import io.traceweir.quickstart.traffic.Timeline;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened in the shop, and what was kept of it. */
public record Recap(List<Line> lines) {
  /**
   * One incident.
   *
   * @param traces that ran into it
   * @param byRule the kept ones of them
   */
  public record Line(
      Incident incident, long fromSeconds, long traces, long kept, Map<String, Long> byRule) {
    public Line {
      byRule = Map.copyOf(byRule);
    }
  }

  public Recap {
    lines = List.copyOf(lines);
  }

  public static Recap of(Timeline timeline, Ledger ledger, Received received) {
    return new Recap(
        timeline.entries().stream().map(entry -> line(entry, ledger, received)).toList());
  }

  private static Line line(Timeline.Entry entry, Ledger ledger, Received received) {
    Map<String, Long> byRule = new TreeMap<>();
    long traces = 0;
    for (SentTrace sent : ledger.traces().values()) {
      if (ledger.touched(sent, entry.incident())) {
        traces++;
        received.decisions(sent.id()).stream()
            .filter(Decision::kept)
            .limit(1)
            .forEach(decision -> byRule.merge(decision.rule(), 1L, Long::sum));
      }
    }
    long kept = byRule.values().stream().mapToLong(Long::longValue).sum();
    return new Line(entry.incident(), entry.from().toSeconds(), traces, kept, byRule);
  }
}
