// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.rules.collector.PolicySet;
import io.traceweir.rules.condition.Condition;
import io.traceweir.rules.condition.TraceFilter;
import io.traceweir.rules.condition.TraceFilters;
import io.traceweir.trace.AttributeNames;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.ProblemsException;
import io.traceweir.yaml.Yaml;
import io.traceweir.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules in the order in which they are tried, or the policies of a Collector; the last one takes
 * every trace that is left.
 */
public final class RuleSet {
  private final List<Rule> rules;
  private final Binder binder;
  private final Size size;
  private final String hash;
  private final Source source;
  private final Beside beside;

  private RuleSet(
      List<Rule> rules, Binder binder, Size size, String hash, Source source, Beside beside) {
    this.rules = List.copyOf(rules);
    this.binder = binder;
    this.size = size;
    this.hash = hash;
    this.source = source;
    this.beside = beside;
  }

  /** What is tried and never applied. */
  private record Beside(List<ShadowShare> shares, List<Candidate> candidates) {
    Beside {
      shares = List.copyOf(shares);
      candidates = List.copyOf(candidates);
    }
  }

  /** What the set was made of: rules, or policies. */
  private record Source(List<ReadRule> rules, @Nullable PolicySet policies) {}

  private record Size(int written, String one, String many) {}

  private interface Binder {
    Decider bind(TraceFilters filters, double share);
  }

  /**
   * A rule with its condition, which the catch-all has not.
   *
   * @param shadow another share to try, or null
   */
  record ReadRule(Rule rule, @Nullable Condition condition, @Nullable Share shadow) {}

  /**
   * Reads a rule file: `version`, and `aliases` and `rules`, or `policies`. Of `candidates` only
   * the list is looked at: the set has none.
   */
  public static RuleSet parse(String file, String text) throws ProblemsException {
    return parse(file, text, null);
  }

  /**
   * The same with its candidates; what is wrong with them is wrong with the file.
   *
   * @param others null when there is nothing to read them from
   */
  public static RuleSet parse(String file, String text, @Nullable OtherFiles others)
      throws ProblemsException {
    Problems problems = new Problems();
    CandidateReader candidates = new CandidateReader(problems, others);
    return orThrow(new RuleFile(problems, candidates).file(Yaml.read(file, text)), problems);
  }

  /** Rules written inside another file, as under `sampling.rules` of the configuration. */
  public static RuleSet of(YamlNode rules, @Nullable YamlNode aliases) throws ProblemsException {
    Problems problems = new Problems();
    return orThrow(read(rules, aliases, problems), problems);
  }

  private static RuleSet orThrow(@Nullable RuleSet set, Problems problems)
      throws ProblemsException {
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
    List<ReadRule> read = List.copyOf(new RuleFile(problems, null).rules(rules, aliases));
    return problems.size() == before ? of(read) : null;
  }

  /**
   * Policies of a Collector, as under `policies` of its tail_sampling processor: null when
   * something is wrong, and then it is in `problems`.
   */
  public static @Nullable RuleSet readPolicies(YamlNode policies, Problems problems) {
    PolicySet set = PolicySet.read(policies, problems);
    if (set == null) {
      return null;
    }
    PolicyRules rules = new PolicyRules(set);
    return new RuleSet(
        rules.rules(),
        (filters, share) ->
            new Decider(rules.bind(filters.names(), share), new LateRules(List.of()), filters),
        new Size(set.writtenNames().size(), "policy", "policies"),
        RuleSetHash.of(policies),
        new Source(List.of(), set),
        new Beside(List.of(), List.of()));
  }

  private static RuleSet of(List<ReadRule> read) {
    List<Rule> rules = read.stream().map(ReadRule::rule).toList();
    return new RuleSet(
        rules,
        (filters, share) -> bind(read, filters, share),
        new Size(rules.size(), "rule", "rules"),
        RuleSetHash.of(read),
        new Source(read, null),
        new Beside(shares(read), List.of()));
  }

  private static List<ShadowShare> shares(List<ReadRule> read) {
    List<ShadowShare> shares = new ArrayList<>();
    for (ReadRule r : read) {
      if (r.shadow() != null) {
        shares.add(new ShadowShare(r.rule(), r.shadow()));
      }
    }
    return shares;
  }

  RuleSet with(List<Candidate> candidates) {
    return new RuleSet(rules, binder, size, hash, source, new Beside(beside.shares, candidates));
  }

  /** Those that are written, and for policies one more, which takes what none of them samples. */
  public List<Rule> rules() {
    return rules;
  }

  /** The condition of a rule of this set; null for the catch-all, and where there are policies. */
  public @Nullable Condition condition(Rule rule) {
    return source.rules.isEmpty() ? null : source.rules.get(rule.index()).condition();
  }

  /** The policies of a Collector; null where there are rules. */
  public @Nullable PolicySet policies() {
    return source.policies;
  }

  /**
   * Whether what becomes of a trace depends on the traces before it, as under a limit per second.
   */
  public boolean hasLimits() {
    return source.policies == null
        ? rules.stream().anyMatch(rule -> rule.rate() != null)
        : source.policies.hasLimits();
  }

  /** How many are written. */
  public int size() {
    return size.written;
  }

  /** The same for a message: "3 rules", or "2 policies". */
  public String sizeText() {
    return size.written + " " + (size.written == 1 ? size.one : size.many);
  }

  /** Can a rule bring back what was dropped before something of it came late? */
  public boolean hasLateUpgrade() {
    return rules.stream().anyMatch(rule -> rule.lateUpgrade() != null);
  }

  /**
   * 16 hexadecimal digits that change when some trace could be decided or credited differently;
   * comments, order of keys, notes and owners leave it alone, and so does what is only tried.
   */
  public String hash() {
    return hash;
  }

  /**
   * Takes slots for the attributes that the rules read; to be called before the reader of traces is
   * built on the names.
   */
  public Decider bind(AttributeNames names) {
    return bind(names, 1);
  }

  /**
   * The same for a part of all traces.
   *
   * @param share of limits per second that counts there, 0 to 1
   */
  public Decider bind(AttributeNames names, double share) {
    return bind(new TraceFilters(names), share);
  }

  Decider bind(TraceFilters filters, double share) {
    return binder.bind(filters, share);
  }

  /** Other shares of these rules that are tried, in the order of the rules. */
  public List<ShadowShare> shares() {
    return beside.shares;
  }

  /** Rule sets that are tried beside this one. */
  public List<Candidate> candidates() {
    return beside.candidates;
  }

  /**
   * What is tried, beside the rules that decide: attributes are read, and conditions asked, once
   * for all. To be called before the reader of traces is built on the names, too.
   *
   * @param live these rules, bound
   * @param names those that they are bound on, or a copy of them
   * @param share of limits per second that counts there, 0 to 1
   */
  public Shadows shadows(Decider live, AttributeNames names, double share) {
    return new Shadows(beside.shares, beside.candidates, live.filters().beside(names), share);
  }

  private static Decider bind(List<ReadRule> rules, TraceFilters bound, double share) {
    List<TraceFilter> filters = new ArrayList<>();
    List<LateRules.Asked> late = new ArrayList<>();
    List<@Nullable MovingThreshold> moving = new ArrayList<>();
    for (ReadRule read : rules) {
      Rate rate = read.rule().rate();
      MovingThreshold threshold =
          rate == null ? null : new MovingThreshold(read.rule(), rate, share);
      moving.add(threshold);
      Condition condition = read.condition();
      if (condition != null) {
        TraceFilter filter = bound.of(condition);
        filters.add(filter);
        if (read.rule().lateUpgrade() != null) {
          late.add(
              new LateRules.Asked(
                  read.rule(), filter, condition.readsSpans(), condition.readsLogs(), threshold));
        }
      }
    }
    List<Rule> tried = rules.stream().map(ReadRule::rule).toList();
    var choice = new FirstMatch(tried, filters, moving, bound.focus());
    return new Decider(choice, new LateRules(late), bound);
  }
}
