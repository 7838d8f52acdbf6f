// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.rules.condition.Condition;
import io.traceweir.yaml.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds names used twice, and rules that can never be reached because of an earlier one. */
final class Order {
  /** Every pair is looked at; in a huge file the later ones are let pass. */
  private static final int MAX_PAIRS = 50_000;

  private final Problems problems;
  private int pairs;

  Order(Problems problems) {
    this.problems = problems;
  }

  void check(List<PlacedRule> rules) {
    Map<String, PlacedRule> byName = new HashMap<>();
    PlacedRule catchAll = null;
    for (int i = 0; i < rules.size(); i++) {
      PlacedRule rule = rules.get(i);
      checkName(rule, byName);
      if (catchAll != null) {
        problems.add(
            rule.nameAt(),
            "this rule is never reached: "
                + catchAll.shown()
                + " has no `when` and takes every trace; it must come last");
      } else {
        checkReached(rule, rules.subList(0, i));
      }
      catchAll = catchAll == null && rule.isCatchAll() ? rule : catchAll;
    }
  }

  private void checkName(PlacedRule rule, Map<String, PlacedRule> byName) {
    PlacedRule first = rule.name() == null ? null : byName.putIfAbsent(rule.name(), rule);
    if (first != null) {
      problems.add(
          rule.nameAt(),
          "the name `"
              + rule.name()
              + "` belongs to the rule in line "
              + first.line()
              + " already");
    }
  }

  private void checkReached(PlacedRule rule, List<PlacedRule> earlier) {
    Condition condition = rule.condition();
    if (condition == null) {
      return;
    }
    for (PlacedRule candidate : earlier) {
      if (takesAllOf(condition, candidate.condition())) {
        problems.add(
            rule.nameAt(),
            "this rule is never reached: "
                + candidate.shown()
                + " takes every trace that it would take");
        return;
      }
    }
  }

  private boolean takesAllOf(Condition condition, @Nullable Condition earlier) {
    return earlier != null && ++pairs <= MAX_PAIRS && condition.implies(earlier);
  }
}
