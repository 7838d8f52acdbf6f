// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import io.traceweir.rules.Rule;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.testing.Expectation.Named;
import io.traceweir.yaml.Nearest;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.ProblemsException;
import io.traceweir.yaml.YamlNode;
import java.util.List;
import java.util.Set;

/** Runs the tests of a file. */
public final class RuleTests {
  private final RuleSet rules;

  public RuleTests(RuleSet rules) {
    this.rules = rules;
  }

  /** Refuses tests that speak of rules that are not there. */
  public FileResult run(TestFile file) throws ProblemsException {
    Problems problems = new Problems();
    file.tests().forEach(test -> check(test.expectation(), problems));
    problems.throwIfAny();
    Judge judge = new Judge(rules);
    return new FileResult(file.tests().stream().map(judge::judge).toList());
  }

  /** Names of the rules that no trace was taken by, in their order. */
  public List<String> untested(Set<String> taken) {
    return rules.rules().stream()
        .filter(rule -> rule.index() < rules.size())
        .map(Rule::name)
        .filter(name -> !taken.contains(name))
        .toList();
  }

  private void check(Expectation expected, Problems problems) {
    Named rule = expected.rule();
    if (rule != null) {
      checkName(rule.name(), rule.at(), problems);
    }
    if (expected.keep() != null && TrialIds.hasPolicies(rules)) {
      problems.add(
          expected.keep().at(),
          "policies have no share that is kept: expect `outcome: kept` or `outcome: dropped`");
    }
    if (expected.upgrade() != null && expected.upgrade().rule() != null) {
      checkUpgrade(expected.upgrade().rule(), expected.upgrade().at(), problems);
    }
  }

  private void checkName(String name, YamlNode at, Problems problems) {
    List<String> names = rules.rules().stream().map(Rule::name).toList();
    if (!names.contains(name)) {
      problems.add(at, "there is no rule `" + name + "`" + hint(name, names));
    }
  }

  private void checkUpgrade(String name, YamlNode at, Problems problems) {
    List<String> names =
        rules.rules().stream().filter(rule -> rule.lateUpgrade() != null).map(Rule::name).toList();
    if (!names.contains(name)) {
      problems.add(at, "there is no rule `" + name + "` with `late_upgrade`" + hint(name, names));
    }
  }

  private static String hint(String name, List<String> names) {
    String near = Nearest.hint(name, names);
    return near.isEmpty() && !names.isEmpty() ? "; known: " + shortList(names) : near;
  }

  private static String shortList(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(10, names.size())))
        + (names.size() > 10 ? ", …" : "");
  }
}
