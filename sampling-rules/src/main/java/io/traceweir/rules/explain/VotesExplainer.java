// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.explain;

import io.traceweir.rules.Rule;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.Ruling;
import io.traceweir.rules.collector.PolicyDecider;
import io.traceweir.rules.collector.PolicySet;
import io.traceweir.rules.collector.Reason;
import io.traceweir.rules.collector.Verdict;
import io.traceweir.rules.collector.Witness;
import io.traceweir.rules.explain.Step.Outcome;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Policies: all of them vote, drop policies first, and the first that samples is credited. */
final class VotesExplainer implements TraceExplainer {
  private final PolicyDecider decider;
  private final List<Witness> witnesses = new ArrayList<>();
  private final List<String> order;
  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final Rule notSampled;

  VotesExplainer(RuleSet set, PolicySet policies, AttributeNames names) {
    decider = policies.bind(names, witnesses);
    order = policies.names();
    set.rules().forEach(rule -> rules.put(rule.name(), rule));
    notSampled = set.rules().get(set.rules().size() - 1);
  }

  @Override
  public Explanation explain(Trace trace, long clockMillis) {
    List<Step> steps = new ArrayList<>();
    Verdict verdict =
        decider.decide(
            trace,
            TimeUnit.MILLISECONDS.toNanos(Math.max(0, clockMillis)),
            (policy, vote, sub) -> steps.add(step(policy, sub, witnesses.get(steps.size()))));
    for (String policy : order.subList(steps.size(), order.size())) {
      steps.add(Step.of(rule(policy), Outcome.NOT_ASKED, null));
    }
    String credited = verdict.policy();
    Rule rule = credited == null ? notSampled : rule(credited);
    Ruling ruling = new Ruling(rule, rule.probability(), rule.threshold());
    return new Explanation(steps, ruling, trace.randomness());
  }

  private Step step(String policy, @Nullable String subPolicy, Witness witness) {
    Reason reason = witness.reason();
    return new Step(rule(policy), Outcome.of(reason), null, subPolicy, reason);
  }

  private Rule rule(String policy) {
    return Objects.requireNonNull(rules.get(policy));
  }
}
