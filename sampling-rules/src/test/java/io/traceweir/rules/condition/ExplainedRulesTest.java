// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.rules.Decider;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.Ruling;
import io.traceweir.rules.explain.Explanation;
import io.traceweir.rules.explain.Step;
import io.traceweir.rules.explain.Step.Outcome;
import io.traceweir.rules.explain.TraceExplainer;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceReader;
import io.traceweir.yaml.ProblemsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Explained is what was decided, of rule sets and traces made at random. */
class ExplainedRulesTest {
  private static final int SETS = 300;
  private static final int TRACES = 40;

  private final Random random = new Random(20_260_720);
  private final AttributeNames names = new AttributeNames();

  @Test
  void shouldExplainWhatIsDecided() {
    List<RuleSet> sets = sets();
    List<Decider> deciders = sets.stream().map(set -> set.bind(names)).toList();
    List<TraceExplainer> explainers =
        sets.stream().map(set -> TraceExplainer.of(set, names)).toList();
    RandomTraces traces = new RandomTraces(random);
    TraceReader reader = new TraceReader(names, new ResourceCache());
    Map<Integer, Integer> byRule = new HashMap<>();
    for (int t = 0; t < TRACES; t++) {
      Trace trace = traces.next().read(reader);
      for (int i = 0; i < SETS; i++) {
        Ruling ruling = deciders.get(i).decide(trace, 0);
        Explanation explanation = explainers.get(i).explain(trace, 0);
        assertThat(explanation.ruling()).isEqualTo(ruling);
        assertThat(explanation.isKept()).isEqualTo(ruling.keeps(trace.randomness()));
        check(explanation);
        byRule.merge(ruling.rule().index(), 1, Integer::sum);
      }
    }
    // each place in a set decides often enough to prove something
    assertThat(byRule.keySet()).containsExactly(0, 1, 2, 3);
    assertThat(byRule.values()).allMatch(count -> count > SETS * TRACES / 20);
  }

  private static void check(Explanation explanation) {
    int decisive = explanation.ruling().rule().index();
    for (Step step : explanation.steps()) {
      int index = step.rule().index();
      assertThat(step.outcome())
          .isEqualTo(
              index < decisive
                  ? Outcome.PASSES
                  : index == decisive ? Outcome.TAKES : Outcome.NOT_ASKED);
      assertThat(explanation.isDecisive(step)).isEqualTo(index == decisive);
    }
  }

  /** Three rules and a catch-all each; what a rule file refuses is left out. */
  private List<RuleSet> sets() {
    RandomConditions conditions = new RandomConditions(random);
    List<RuleSet> sets = new ArrayList<>();
    while (sets.size() < SETS) {
      StringBuilder file = new StringBuilder("version: 1\naliases: { either: [k3, k4] }\nrules:\n");
      for (int i = 0; i < 3; i++) {
        String when = conditions.condition().replace("'", "''");
        file.append("  - { name: r" + i + ", when: '" + when + "', keep: " + 30 * i + "% }\n");
      }
      try {
        sets.add(RuleSet.parse("r.yaml", file + "  - { name: rest, keep: 50% }\n"));
      } catch (ProblemsException e) {
        // a condition that is always true, or a rule that is never reached
      }
    }
    return sets;
  }
}
