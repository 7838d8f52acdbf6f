// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import io.traceweir.app.outcome.Format;
import io.traceweir.app.outcome.Table;
import io.traceweir.rules.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came of a simulation as tables for people. */
public final class SimulationText {
  private static final int MOST_CHANGES = 10;
  private static final int MOST_SETS = 10;

  private final Outcome outcome;
  private final String slow;
  private final StringBuilder text = new StringBuilder();

  private SimulationText(Outcome outcome, String slow) {
    this.outcome = outcome;
    this.slow = slow;
  }

  /**
   * Lines, each with its end.
   *
   * @param slow from where on a trace counts as slow, in words
   */
  public static String of(Outcome outcome, String slow) {
    SimulationText text = new SimulationText(outcome, slow);
    text.input();
    List<SetCount> sets = outcome.sets();
    if (sets.size() > MOST_SETS) {
      text.overview();
    } else {
      sets.forEach(text::set);
      sets.subList(1, sets.size()).forEach(text::changes);
    }
    return text.text.toString();
  }

  private void input() {
    Count all = outcome.all();
    line(
        Format.counted(all.traces(), "trace")
            + " with "
            + Format.counted(all.spans(), "span")
            + " and "
            + Format.counted(all.logs(), "log")
            + ", "
            + bytes(all.bytes())
            + "; "
            + Format.count(all.errors())
            + " with an error, "
            + Format.count(all.slow())
            + " of "
            + slow
            + " and more");
  }

  private void set(SetCount set) {
    Table table =
        new Table(
            2,
            "rule",
            "keeps",
            "traces",
            "kept",
            "",
            "spans kept",
            "bytes kept",
            "errors kept",
            "lost",
            "slow kept",
            "lost");
    List<Rule> rules = set.set().rules();
    for (int i = 0; i < rules.size(); i++) {
      row(table, Format.name(rules.get(i).name()), keeps(rules.get(i)), set.rules().get(i));
    }
    row(table, "all", "", set.total());
    line("");
    line(Format.safe(set.name()));
    table.print(text);
  }

  /** What is written in the file; of a policy its type. */
  private static String keeps(Rule rule) {
    if (!rule.consistent()) {
      return rule.when();
    }
    if (rule.rate() != null) {
      return rule.rate().text();
    }
    return String.format(Locale.ROOT, "%.4f", 100 * rule.probability()).replaceAll("\\.?0*$", "")
        + "%";
  }

  private static void row(Table table, String name, String keeps, RuleCount count) {
    Count taken = count.taken();
    Count kept = count.kept();
    table.row(
        name,
        keeps,
        Format.count(taken.traces()),
        Format.count(kept.traces()),
        Format.percent(kept.traces(), taken.traces()),
        Format.count(kept.spans()),
        bytes(kept.bytes()),
        Format.count(kept.errors()),
        Format.count(taken.errors() - kept.errors()),
        Format.count(kept.slow()),
        Format.count(taken.slow() - kept.slow()));
  }

  private void changes(SetCount set) {
    line("");
    String first = Format.safe(outcome.sets().get(0).name());
    if (set.changes().isEmpty()) {
      line(Format.safe(set.name()) + " against " + first + ": keeps the same traces");
      return;
    }
    line(Format.safe(set.name()) + " against " + first);
    List<Map.Entry<Change, Changed>> changes = set.sortedChanges();
    Table table =
        new Table(3, "", "taken by", "now by", "traces", "spans", "errors", "slow", "such as");
    for (Map.Entry<Change, Changed> entry :
        changes.subList(0, Math.min(MOST_CHANGES, changes.size()))) {
      change(table, entry.getKey(), entry.getValue());
    }
    table.print(text);
    if (changes.size() > MOST_CHANGES) {
      line("  and " + Format.count(changes.size() - MOST_CHANGES) + " more, in --output json");
    }
  }

  private static void change(Table table, Change change, Changed changed) {
    Count count = changed.count();
    table.row(
        change.nowKept() ? "now kept" : "now dropped",
        Format.name(change.from()),
        Format.name(change.to()),
        Format.count(count.traces()),
        Format.count(count.spans()),
        Format.count(count.errors()),
        Format.count(count.slow()),
        changed.examples().first());
  }

  /** Of many sets a line each. */
  private void overview() {
    Table table =
        new Table(
            1,
            "rules",
            "kept",
            "",
            "spans kept",
            "bytes kept",
            "errors kept",
            "lost",
            "slow kept",
            "lost",
            "now kept",
            "now dropped");
    for (SetCount set : outcome.sets()) {
      RuleCount total = set.total();
      table.row(
          Format.name(set.name()),
          Format.count(total.kept().traces()),
          Format.percent(total.kept().traces(), total.taken().traces()),
          Format.count(total.kept().spans()),
          bytes(total.kept().bytes()),
          Format.count(total.kept().errors()),
          Format.count(total.taken().errors() - total.kept().errors()),
          Format.count(total.kept().slow()),
          Format.count(total.taken().slow() - total.kept().slow()),
          Format.count(set.changed(true)),
          Format.count(set.changed(false)));
    }
    line("");
    table.print(text);
    line("");
    line("  now kept and now dropped: against " + Format.safe(outcome.sets().get(0).name()));
  }

  private static String bytes(long bytes) {
    if (bytes < 10_000) {
      return Format.count(bytes) + " B";
    }
    double kib = bytes / 1024.0;
    return kib < 10_000
        ? String.format(Locale.ROOT, "%,.0f KiB", kib)
        : String.format(Locale.ROOT, "%,.1f MiB", kib / 1024);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
