// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import io.traceweir.rules.Rule;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says why a trace was treated as it was. */
final class Reasons {
  private final RuleSet rules;
  private final Expectation expected;
  private final Verdict verdict;
  private final List<String> reasons = new ArrayList<>();

  Reasons(RuleSet rules, Expectation expected, Verdict verdict) {
    this.rules = rules;
    this.expected = expected;
    this.verdict = verdict;
  }

  List<String> list() {
    boolean policies = TrialIds.hasPolicies(rules);
    if (verdict.dependsOnId()) {
      reasons.add(
          "what becomes of such a trace depends on its id; give it one, in a first line such as"
              + " `trace id=4bf92f3577b34da6a3ce929d0e0e4736`");
    } else if (policies) {
      policy(verdict.ruling().rule());
    } else {
      rule(verdict.ruling().rule());
    }
    if (!policies && verdict.dependsOnChance() && expected.outcome() != null) {
      chance(verdict.ruling());
    }
    if (expected.upgrade() != null) {
      upgrade();
    }
    reasons.add("the trace: " + verdict.facts());
    return reasons;
  }

  private void policy(Rule got) {
    reasons.add(
        got.isCatchAll()
            ? "no policy samples it"
            : "`" + got.name() + "` (" + got.when() + ") is the first that speaks of it");
  }

  private void rule(Rule got) {
    Rule wanted = wanted().orElse(got);
    if (wanted.index() < got.index()) {
      reasons.add("`" + wanted.name() + "` does not hold of it: " + wanted.when());
    }
    if (wanted.index() > got.index()) {
      reasons.add("`" + wanted.name() + "` is not asked, since an earlier rule takes the trace");
    }
    reasons.add(
        got.isCatchAll()
            ? "`" + got.name() + "` takes what no other rule has taken"
            : "`" + got.name() + "` takes it: " + got.when());
  }

  private Optional<Rule> wanted() {
    return rules.rules().stream()
        .filter(rule -> expected.rule() != null && rule.name().equals(expected.rule().name()))
        .findFirst();
  }

  private void chance(Ruling ruling) {
    String share = Percent.print(ruling.probability());
    reasons.add(
        "`"
            + ruling.rule().name()
            + "` keeps "
            + share
            + " of such traces: expect `keep: "
            + share
            + "`, or give this one a randomness, in a first line `trace rv=ffffffffffffff` (kept by"
            + " every share) or `trace rv=00000000000000` (kept by 100% alone)");
  }

  private void upgrade() {
    if (verdict.upgrades() == null || verdict.upgrades().isEmpty()) {
      reasons.add("it is kept without what comes late, so nothing has to bring it back");
    } else if (verdict.upgrades().size() > 1) {
      reasons.add("whether it comes back depends on its randomness: state it, `trace rv=…`");
    }
  }
}
