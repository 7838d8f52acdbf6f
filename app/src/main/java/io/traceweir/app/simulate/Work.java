// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import io.traceweir.app.rules.NamedRules;
import io.traceweir.rules.Ruling;
import io.traceweir.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks rule sets about traces, and counts. One thread; what several have counted is added up. */
final class Work {
  private final List<NamedRules> sets;
  private final Settings settings;
  private final Panel panel;
  private final DecisionLines lines;
  private final Count all = new Count();
  private final List<SetCount> counts = new ArrayList<>();

  /** What every trace is measured by. */
  record Settings(Waits waits, Duration slow, boolean writesDecisions) {}

  Work(List<NamedRules> sets, Settings settings) {
    this.sets = sets;
    this.settings = settings;
    this.panel = new Panel(sets);
    this.lines = new DecisionLines(sets);
    sets.forEach(each -> counts.add(new SetCount(each.name(), each.set())));
  }

  Panel panel() {
    return panel;
  }

  DecisionLines lines() {
    return lines;
  }

  Count all() {
    return all;
  }

  List<SetCount> counts() {
    return counts;
  }

  Facts facts(Trace trace) {
    return Facts.of(trace, settings.waits, settings.slow);
  }

  /**
   * Asks all sets.
   *
   * @param first what the first set said, when it is not among these
   * @return what the first of these said; null when there are none
   */
  @Nullable Said ask(Trace trace, Facts facts, NamedRules base, @Nullable Said first) {
    Said compared = first;
    for (int i = 0; i < sets.size(); i++) {
      Ruling ruling = panel.ask(i, trace, facts.due());
      boolean kept = ruling.keeps(facts.randomness());
      int rule = ruling.rule().index();
      counts.get(i).add(rule, facts, kept);
      if (settings.writesDecisions) {
        lines.add(i, facts, ruling, kept);
      }
      if (compared == null) {
        compared = new Said(rule, kept);
      } else if (compared.kept() != kept) {
        String from = base.set().rules().get(compared.rule()).name();
        counts.get(i).changed(new Change(from, ruling.rule().name(), kept), facts);
      }
    }
    return compared;
  }
}
