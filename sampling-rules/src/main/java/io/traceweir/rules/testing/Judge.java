// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import io.traceweir.rules.RuleSet;
import io.traceweir.rules.Ruling;
import io.traceweir.rules.testing.Expectation.Upgrade;
import io.traceweir.tracestate.Threshold;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Compares what becomes of a trace with what a test expects. */
final class Judge {
  private final RuleSet rules;

  Judge(RuleSet rules) {
    this.rules = rules;
  }

  TestResult judge(TestCase test) {
    Verdict verdict = Verdict.of(test.trace(), rules);
    List<Difference> differences = new ArrayList<>();
    Expectation expected = test.expectation();
    compareRule(expected, verdict, differences);
    compareKeep(expected, verdict, differences);
    compareOutcome(expected, verdict, differences);
    compareUpgrade(expected, verdict, differences);
    List<String> reasons =
        differences.isEmpty() ? List.of() : new Reasons(rules, expected, verdict).list();
    return new TestResult(test, differences, reasons, taken(verdict));
  }

  private static Set<String> taken(Verdict verdict) {
    Set<String> taken = new LinkedHashSet<>(verdict.rulings().keySet());
    if (verdict.upgrades() != null) {
      taken.addAll(verdict.upgrades());
    }
    taken.remove("");
    return taken;
  }

  private static void compareRule(
      Expectation expected, Verdict verdict, List<Difference> differences) {
    if (expected.rule() == null) {
      return;
    }
    String name = expected.rule().name();
    if (verdict.dependsOnId() || !verdict.rulings().containsKey(name)) {
      String got = String.join(" or ", verdict.rulings().keySet());
      differences.add(new Difference("rule", name, got));
    }
  }

  private static void compareKeep(
      Expectation expected, Verdict verdict, List<Difference> differences) {
    if (expected.keep() == null) {
      return;
    }
    Ruling ruling = verdict.ruling();
    if (Threshold.ofProbability(expected.keep().share()) != ruling.threshold()) {
      differences.add(
          new Difference(
              "keep", Percent.print(expected.keep().share()), Percent.print(ruling.probability())));
    }
  }

  private static void compareOutcome(
      Expectation expected, Verdict verdict, List<Difference> differences) {
    if (expected.outcome() == null) {
      return;
    }
    boolean certain = !verdict.dependsOnChance();
    if (!certain || !verdict.outcomes().contains(expected.outcome())) {
      String got = certain ? verdict.outcomes().iterator().next().toString() : "left to chance";
      differences.add(new Difference("outcome", expected.outcome().toString(), got));
    }
  }

  private static void compareUpgrade(
      Expectation expected, Verdict verdict, List<Difference> differences) {
    Upgrade upgrade = expected.upgrade();
    if (upgrade == null || verdict.upgrades() == null) {
      return;
    }
    Set<String> got = verdict.upgrades();
    if (!got.equals(Set.of(upgrade.rule() == null ? "" : upgrade.rule()))) {
      differences.add(new Difference("upgrade", upgrade.toString(), upgradeText(got)));
    }
  }

  private static String upgradeText(Set<String> got) {
    if (got.isEmpty()) {
      return "kept before";
    }
    List<String> names = got.stream().map(name -> name.isEmpty() ? "false" : name).toList();
    return names.size() == 1 ? names.get(0) : "left to chance: " + String.join(" or ", names);
  }
}
