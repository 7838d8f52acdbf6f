// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import static io.traceweir.app.outcome.Format.count;
import static io.traceweir.app.outcome.Format.name;

import io.traceweir.app.outcome.Table;
import java.util.Map;
import java.util.stream.Collectors;

/** The check for a person at a terminal. */
public final class CheckText {
  private CheckText() {}

  public static String write(Report report) {
    StringBuilder out = new StringBuilder();
    if (!report.recap().lines().isEmpty()) {
      recap(report.recap(), out);
    }
    verdict(report.verdict(), out);
    return out.toString();
  }

  private static void recap(Recap recap, StringBuilder out) {
    out.append("\nWhat happened, and what Traceweir kept of it\n");
    Table table = new Table(3, "from", "what happened", "traces kept, by rule");
    for (Recap.Line line : recap.lines()) {
      table.row(
          line.fromSeconds() + " s",
          line.incident().beginSentence(),
          count(line.kept()) + " of " + count(line.traces()) + rules(line.byRule()));
    }
    table.print(out);
  }

  private static String rules(Map<String, Long> byRule) {
    String listed =
        byRule.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(rule -> name(rule.getKey()) + " " + count(rule.getValue()))
            .collect(Collectors.joining(", "));
    return listed.isEmpty() ? "" : ": " + listed;
  }

  /** Names come from the data: they must not steer the terminal. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static void verdict(Verdict verdict, StringBuilder out) {
    out.append("\nCheck: what came out against what was sent\n");
    Table table = new Table(1, "", "expected", "agree");
    for (Finding finding : verdict.findings()) {
      table.row(finding.what(), count(finding.expected()), count(finding.agreeing()));
    }
    table.print(out);
    verdict.remarks().forEach(remark -> out.append("  ").append(remark).append('\n'));
    for (Finding finding : verdict.findings()) {
      if (!finding.agrees()) {
        out.append("  NOT AS IT MUST BE: ").append(finding.what()).append(", for example\n");
        finding.examples().forEach(e -> out.append("    ").append(plain(e)).append('\n'));
      }
    }
    out.append(verdict.agrees() ? "  all agree\n" : "  there are disagreements\n");
  }
}
