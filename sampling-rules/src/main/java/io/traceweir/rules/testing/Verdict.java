// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import io.traceweir.rules.RuleSet;
import io.traceweir.rules.Ruling;
import io.traceweir.rules.testing.Trial.Answer;
import io.traceweir.trace.TraceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a trace under all the ids that it is tried with.
 *
 * @param rulings by the names of their rules; more than one when it depends on the id
 * @param outcomes both when it depends on chance
 * @param upgrades names of rules that bring it back, "" for none, under all ids under which it was
 *     dropped; null when nothing comes late
 */
record Verdict(
    Map<String, Ruling> rulings,
    Set<Outcome> outcomes,
    @Nullable Set<String> upgrades,
    Facts facts) {

  static Verdict of(TestedTrace trace, RuleSet rules) {
    Trial trial = new Trial(rules);
    Map<String, Ruling> rulings = new LinkedHashMap<>();
    Set<Outcome> outcomes = new LinkedHashSet<>();
    List<TraceId> dropped = new ArrayList<>();
    List<TraceId> ids = TrialIds.of(trace, rules);
    Facts facts = trial.facts(trace, ids.get(0));
    for (TraceId id : ids) {
      Answer answer = trial.ask(trace, id);
      rulings.putIfAbsent(answer.ruling().rule().name(), answer.ruling());
      outcomes.add(Outcome.of(answer.kept()));
      if (!answer.kept()) {
        dropped.add(id);
      }
    }
    Set<String> upgrades = trace.hasLate() ? upgrades(trial, trace, dropped) : null;
    return new Verdict(rulings, outcomes, upgrades, facts);
  }

  private static Set<String> upgrades(Trial trial, TestedTrace trace, List<TraceId> dropped) {
    Set<String> upgrades = new LinkedHashSet<>();
    for (TraceId id : dropped) {
      String rule = trial.upgradedBy(trace, id);
      upgrades.add(rule == null ? "" : rule);
    }
    return upgrades;
  }

  /** Of the first id. */
  Ruling ruling() {
    return rulings.values().iterator().next();
  }

  boolean dependsOnId() {
    return rulings.size() > 1;
  }

  boolean dependsOnChance() {
    return outcomes.size() > 1;
  }
}
