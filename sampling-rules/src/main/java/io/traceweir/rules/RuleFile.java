// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.rules.RuleSet.ReadRule;
import io.traceweir.rules.condition.Aliases;
import io.traceweir.yaml.Decoders;
import io.traceweir.yaml.Fields;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.Substitution;
import io.traceweir.yaml.YamlList;
import io.traceweir.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a rule file and reports everything that is wrong with it. */
final class RuleFile {
  static final int MAX_RULES = 1_000;
  private static final String CATCH_ALL = "`- { name: rest, keep: 5% }`";

  /** As a Collector has it: `$$` is a `$`, and `${env:NAME}` stands for a variable. */
  private static final Substitution COLLECTOR =
      new Substitution(
          System.getenv(),
          path -> {
            throw new IllegalArgumentException("policies cannot name a file");
          });

  private final Problems problems;
  private final @Nullable CandidateReader candidates;

  /**
   * @param candidates null where there may be none
   */
  RuleFile(Problems problems, @Nullable CandidateReader candidates) {
    this.problems = problems;
    this.candidates = candidates;
  }

  /** Null when something is wrong. */
  @Nullable RuleSet file(YamlNode node) {
    try (Fields file = Fields.of(node, "a rule file", problems)) {
      file.required("version", Decoders.VERSION);
      YamlNode tried = file.optional("candidates");
      RuleSet set = decided(file);
      List<Candidate> candidates = tried == null ? List.of() : candidates(tried, set);
      return set == null ? null : set.with(candidates);
    }
  }

  private List<Candidate> candidates(YamlNode node, @Nullable RuleSet beside) {
    if (candidates == null) {
      problems.add(node, "the rule sets that are only tried have no `candidates` of their own");
      return List.of();
    }
    List<ShadowShare> shares = beside == null ? List.of() : beside.shares();
    return candidates.read(
        node, shares.stream().map(share -> share.rule().name()).collect(Collectors.toSet()));
  }

  private @Nullable RuleSet decided(Fields file) {
    YamlNode policies = file.optional("policies");
    YamlNode aliases = file.optional("aliases");
    if (policies != null) {
      refuseBeside(file.optional("rules"), aliases);
      return RuleSet.readPolicies(COLLECTOR.apply(policies, problems), problems);
    }
    YamlNode rules = file.required("rules");
    return rules == null ? null : RuleSet.read(rules, aliases, problems);
  }

  private void refuseBeside(@Nullable YamlNode rules, @Nullable YamlNode aliases) {
    if (rules != null) {
      problems.add(rules, "a rule file has either `rules` or the `policies` of a Collector");
    }
    if (aliases != null) {
      problems.add(aliases, "`policies` know no aliases");
    }
  }

  List<ReadRule> rules(YamlNode node, @Nullable YamlNode aliasNode) {
    Aliases aliases = aliasNode == null ? Aliases.NONE : AliasReader.read(aliasNode, problems);
    if (!(node instanceof YamlList list)) {
      problems.add(node, "`rules` must be a list, found " + node.describe());
      return List.of();
    }
    if (list.items().size() > MAX_RULES) {
      problems.add(node, "there are more than " + MAX_RULES + " rules");
      return List.of();
    }
    RuleReader reader = new RuleReader(aliases, problems);
    List<ReadRule> rules = new ArrayList<>();
    List<PlacedRule> placed = new ArrayList<>();
    for (YamlNode item : list.items()) {
      PlacedRule rule = reader.read(item, rules.size());
      placed.add(rule);
      if (rule.read() != null) {
        rules.add(rule.read());
      }
    }
    requireCatchAll(list, placed);
    new Order(problems).check(placed);
    return rules;
  }

  private void requireCatchAll(YamlList list, List<PlacedRule> rules) {
    if (rules.stream().allMatch(PlacedRule::hasWhen)) {
      problems.add(
          list,
          "the last rule must have no `when`: it takes the traces that no other rule has taken, as in "
              + CATCH_ALL);
    }
  }
}
