// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.rules.condition.Condition;
import io.traceweir.rules.condition.TraceFilter;
import io.traceweir.trace.AttributeNames;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.ProblemsException;
import io.traceweir.yaml.Yaml;
import io.traceweir.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules in the order in which they are tried; the last one takes every trace. */
public final class RuleSet {
  private final List<ReadRule> rules;
  private final String hash;

  private RuleSet(List<ReadRule> rules) {
    this.rules = List.copyOf(rules);
    this.hash = RuleSetHash.of(rules);
  }

  /** A rule with its condition, which the catch-all has not. */
  record ReadRule(Rule rule, @Nullable Condition condition) {}

  /** Reads a rule file: `version`, `aliases`, `rules`. */
  public static RuleSet parse(String file, String text) throws ProblemsException {
    Problems problems = new Problems();
    List<ReadRule> rules = new RuleFile(problems).file(Yaml.read(file, text));
    problems.throwIfAny();
    return new RuleSet(rules);
  }

  /** Rules written inside another file, as under `sampling.rules` of the configuration. */
  public static RuleSet of(YamlNode rules, @Nullable YamlNode aliases) throws ProblemsException {
    Problems problems = new Problems();
    RuleSet set = read(rules, aliases, problems);
    problems.throwIfAny();
    if (set == null) {
      throw new IllegalStateException("rules without problems make a set");
    }
    return set;
  }

  /**
   * The same for a reader that goes on: null when something is wrong, and then it is in `problems`.
   */
  public static @Nullable RuleSet read(
      YamlNode rules, @Nullable YamlNode aliases, Problems problems) {
    int before = problems.size();
    List<ReadRule> read = new RuleFile(problems).rules(rules, aliases);
    return problems.size() == before ? new RuleSet(read) : null;
  }

  public List<Rule> rules() {
    return rules.stream().map(ReadRule::rule).toList();
  }

  /** Can a rule bring back what was dropped before something of it came late? */
  public boolean hasLateUpgrade() {
    return rules.stream().anyMatch(read -> read.rule().lateUpgrade() != null);
  }

  /**
   * 16 hexadecimal digits that change when some trace could be decided or credited differently;
   * comments, order of keys, notes and owners leave it alone.
   */
  public String hash() {
    return hash;
  }

  /**
   * Takes slots for the attributes that the rules read; to be called before the reader of traces is
   * built on the names.
   */
  public Decider bind(AttributeNames names) {
    List<TraceFilter> filters = new ArrayList<>();
    List<LateRules.Asked> late = new ArrayList<>();
    for (ReadRule read : rules) {
      Condition condition = read.condition();
      if (condition != null) {
        TraceFilter filter = condition.bind(names);
        filters.add(filter);
        if (read.rule().lateUpgrade() != null) {
          late.add(
              new LateRules.Asked(
                  read.rule(), filter, condition.readsSpans(), condition.readsLogs()));
        }
      }
    }
    return new Decider(rules(), filters, new LateRules(late));
  }
}
