// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.rules.collector.PolicyDecider;
import io.traceweir.rules.collector.PolicySet;
import io.traceweir.rules.collector.Verdict;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.Trace;
import io.traceweir.tracestate.Threshold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The policies of a Collector as rules: one for each, and one more for what none of them samples.
 * They have no threshold: a hash or a limit says nothing of the randomness of a trace.
 */
final class PolicyRules {
  /** No policy has such a name by chance. */
  static final String NOT_SAMPLED = "(not sampled)";

  private final PolicySet policies;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Ruling> rulings = new ArrayList<>();
  private final Map<String, Ruling> byName = new HashMap<>();

  PolicyRules(PolicySet policies) {
    this.policies = policies;
    for (String name : policies.writtenNames()) {
      boolean keeps = !policies.drops(name);
      add(rule(name, policies.type(name), keeps));
    }
    String nothing = NOT_SAMPLED;
    while (byName.containsKey(nothing)) {
      nothing += "'";
    }
    add(rule(nothing, "", false));
  }

  private Rule rule(String name, String type, boolean keeps) {
    long threshold = keeps ? Rule.NO_THRESHOLD : Threshold.NEVER;
    return new Rule(
        rules.size(), name, type, keeps ? 1 : 0, threshold, null, null, null, false, null);
  }

  private void add(Rule rule) {
    var ruling = new Ruling(rule);
    rules.add(rule);
    rulings.add(ruling);
    byName.put(rule.name(), ruling);
  }

  /** In the order of the file; the last one takes what is left. */
  List<Rule> rules() {
    return rules;
  }

  Decider.Choice bind(AttributeNames names, double share) {
    PolicyDecider decider = policies.bind(names, share);
    return (trace, clockMillis) -> ruling(decider, trace, clockMillis);
  }

  private Ruling ruling(PolicyDecider decider, Trace trace, long clockMillis) {
    Verdict verdict = decider.decide(trace, Math.max(0, clockMillis) * 1_000_000);
    String policy = verdict.policy();
    return policy == null
        ? rulings.get(rulings.size() - 1)
        : Objects.requireNonNull(byName.get(policy));
  }
}
