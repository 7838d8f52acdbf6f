// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import static io.traceweir.app.outcome.Format.count;
import static io.traceweir.app.outcome.Format.millis;
import static io.traceweir.app.outcome.Format.name;
import static io.traceweir.app.outcome.Format.percent;

import io.traceweir.app.outcome.RuleTally.Count;
import java.util.Map;
import java.util.stream.Collectors;

/** The summary for a person at a terminal. */
public final class SummaryText {
  private SummaryText() {}

  public static String write(Summary summary) {
    StringBuilder out = new StringBuilder();
    totals(summary, out);
    rules(summary, out);
    services(summary, out);
    edges(summary, out);
    return out.toString();
  }

  private static void totals(Summary summary, StringBuilder out) {
    out.append("Summary after ").append(summary.elapsed().toSeconds()).append(" s\n");
    Table table = new Table(1, "", "traces", "spans", "logs");
    total(table, "sent", summary.sent());
    total(table, "decided", summary.decided());
    total(table, "kept", summary.kept());
    total(table, "dropped", summary.dropped());
    table.print(out);
    String triggers =
        summary.triggers().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(trigger -> count(trigger.getValue()) + " by " + name(trigger.getKey()))
            .collect(Collectors.joining(", "));
    out.append("  ")
        .append(Format.counted(summary.withErrors(), "trace"))
        .append(" with error spans, ");
    out.append(count(summary.slow())).append(" of 1 s and more");
    out.append(triggers.isEmpty() ? "" : "; decided " + triggers).append('\n');
    if (summary.undecided() > 0) {
      out.append("  ")
          .append(Format.counted(summary.undecided(), "trace"))
          .append(" not decided\n");
    }
    if (summary.again() > 0) {
      out.append("  ").append(Format.counted(summary.again(), "second decision")).append('\n');
    }
  }

  private static void total(Table table, String what, Count count) {
    table.row(what, count(count.traces()), count(count.spans()), count(count.logs()));
  }

  private static void rules(Summary summary, StringBuilder out) {
    out.append("\nKept and dropped per rule\n");
    Table table =
        new Table(
            1, "rule", "kept traces", "spans", "logs", "dropped traces", "spans", "logs", "kept");
    for (RuleTally tally : summary.rules()) {
      Count kept = tally.kept();
      Count dropped = tally.dropped();
      table.row(
          name(tally.rule()),
          count(kept.traces()),
          count(kept.spans()),
          count(kept.logs()),
          count(dropped.traces()),
          count(dropped.spans()),
          count(dropped.logs()),
          percent(kept.traces(), kept.traces() + dropped.traces()));
    }
    table.print(out);
  }

  private static void services(Summary summary, StringBuilder out) {
    out.append("\nRED per service, from all traffic (calls: SERVER and CONSUMER spans)\n");
    Table table = new Table(1, "service", "spans", "calls", "errors", "error rate", "p50", "p95");
    for (Red.Service service : summary.services()) {
      table.row(
          name(service.service()),
          count(service.spans()),
          count(service.calls()),
          count(service.errors()),
          percent(service.errors(), service.calls()),
          millis(service.p50Millis()),
          millis(service.p95Millis()));
    }
    table.print(out);
  }

  private static void edges(Summary summary, StringBuilder out) {
    out.append("\nEdges of the service graph, from all traffic\n");
    Table table = new Table(3, "client", "server", "type", "calls", "failed");
    for (Edge edge : summary.edges()) {
      table.row(
          name(edge.client()),
          name(edge.server()),
          name(edge.type()),
          count(edge.calls()),
          count(edge.failed()));
    }
    table.print(out);
  }
}
