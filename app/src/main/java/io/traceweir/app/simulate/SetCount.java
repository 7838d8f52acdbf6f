// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import io.traceweir.rules.RuleSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a rule set made of all traces, rule by rule, and where it differs from the first set. */
public final class SetCount {
  private final String name;
  private final RuleSet set;
  private final List<RuleCount> rules = new ArrayList<>();
  private final Map<Change, Changed> changes = new LinkedHashMap<>();

  SetCount(String name, RuleSet set) {
    this.name = name;
    this.set = set;
    set.rules().forEach(rule -> rules.add(new RuleCount()));
  }

  void add(int rule, Facts facts, boolean kept) {
    rules.get(rule).add(facts, kept);
  }

  void changed(Change change, Facts facts) {
    changes.computeIfAbsent(change, key -> new Changed()).add(facts);
  }

  void add(SetCount other) {
    for (int i = 0; i < rules.size(); i++) {
      rules.get(i).add(other.rules.get(i));
    }
    other.changes.forEach(
        (change, changed) -> changes.computeIfAbsent(change, key -> new Changed()).add(changed));
  }

  public String name() {
    return name;
  }

  public RuleSet set() {
    return set;
  }

  /** In the order of {@link RuleSet#rules}. */
  public List<RuleCount> rules() {
    return Collections.unmodifiableList(rules);
  }

  /** Against the first set; empty for that one. */
  public Map<Change, Changed> changes() {
    return Collections.unmodifiableMap(changes);
  }

  /** The most frequent ones first. */
  List<Map.Entry<Change, Changed>> sortedChanges() {
    return changes.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<Change, Changed> e) -> -e.getValue().count().traces())
                .thenComparing(e -> e.getKey().toString()))
        .toList();
  }

  /** Traces that are kept and were dropped by the first set, or the other way round. */
  long changed(boolean nowKept) {
    return changes.entrySet().stream()
        .filter(entry -> entry.getKey().nowKept() == nowKept)
        .mapToLong(entry -> entry.getValue().count().traces())
        .sum();
  }

  /** Over all rules. */
  public RuleCount total() {
    RuleCount total = new RuleCount();
    rules.forEach(total::add);
    return total;
  }
}
