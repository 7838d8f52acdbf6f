// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.explain;

import io.traceweir.rules.Decider;
import io.traceweir.rules.Rule;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.Ruling;
import io.traceweir.rules.condition.Condition;
import io.traceweir.rules.condition.Explainer;
import io.traceweir.rules.condition.Finding;
import io.traceweir.rules.explain.Step.Outcome;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules: the first whose condition holds decides. */
final class RulesExplainer implements TraceExplainer {
  private final Decider decider;
  private final List<Asked> asked = new ArrayList<>();

  private record Asked(Rule rule, @Nullable Explainer condition) {}

  RulesExplainer(RuleSet set, AttributeNames names) {
    decider = set.bind(names);
    for (Rule rule : set.rules()) {
      Condition condition = set.condition(rule);
      asked.add(new Asked(rule, condition == null ? null : condition.explainer(names)));
    }
  }

  @Override
  public Explanation explain(Trace trace, long clockMillis) {
    Ruling ruling = decider.decide(trace, clockMillis);
    List<Step> steps = new ArrayList<>();
    boolean taken = false;
    for (Asked each : asked) {
      Step step = taken ? Step.of(each.rule, Outcome.NOT_ASKED, null) : step(each, trace);
      taken |= step.outcome() == Outcome.TAKES;
      requireSame(step, ruling);
      steps.add(step);
    }
    return new Explanation(steps, ruling, trace.randomness());
  }

  private static Step step(Asked asked, Trace trace) {
    Finding finding = asked.condition == null ? null : asked.condition.explain(trace);
    boolean takes = finding == null || finding.holds();
    return Step.of(asked.rule, takes ? Outcome.TAKES : Outcome.PASSES, finding);
  }

  /** An explanation of something else than what was decided would be worse than none. */
  private static void requireSame(Step step, Ruling ruling) {
    if ((step.outcome() == Outcome.TAKES) != step.rule().equals(ruling.rule())) {
      throw new IllegalStateException(
          "the explanation of rule " + step.rule().name() + " is not what was decided");
    }
  }
}
