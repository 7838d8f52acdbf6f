// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import io.traceweir.trace.TraceId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All decisions so far, counted. */
public final class Decisions {
  private static final double SLOW_MILLIS = 1_000;

  private final Map<String, RuleTally> byRule = new LinkedHashMap<>();
  private final Map<String, Long> byTrigger = new TreeMap<>();
  private final Set<TraceId> decided = new HashSet<>();
  private long again;
  private long withErrors;
  private long slow;

  /**
   * @param rules names in the order in which they are to be listed, used or not
   */
  public Decisions(List<String> rules) {
    rules.forEach(rule -> byRule.put(rule, RuleTally.of(rule)));
  }

  public void add(Decision decision) {
    if (!decided.add(decision.trace())) {
      again++;
      return;
    }
    byRule.merge(
        decision.rule(),
        RuleTally.of(decision.rule()).plus(decision),
        (tally, unused) -> tally.plus(decision));
    byTrigger.merge(decision.trigger(), 1L, Long::sum);
    withErrors += decision.errors() > 0 ? 1 : 0;
    slow += decision.durationMillis() >= SLOW_MILLIS ? 1 : 0;
  }

  /** How many of these traces have no decision yet. */
  public long undecided(Set<TraceId> traces) {
    return traces.size() - traces.stream().filter(decided::contains).count();
  }

  public long traces() {
    return decided.size();
  }

  /** Second decisions for a trace that had one: none, unless something is broken. */
  public long again() {
    return again;
  }

  public long withErrors() {
    return withErrors;
  }

  /** Traces of one second and more. */
  public long slow() {
    return slow;
  }

  public List<RuleTally> byRule() {
    return List.copyOf(byRule.values());
  }

  public Map<String, Long> byTrigger() {
    return Map.copyOf(byTrigger);
  }

  /** Spans in all decided traces. */
  public long spans() {
    return byRule.values().stream().mapToLong(t -> t.kept().spans() + t.dropped().spans()).sum();
  }

  /** Log records in all decided traces. */
  public long logs() {
    return byRule.values().stream().mapToLong(t -> t.kept().logs() + t.dropped().logs()).sum();
  }
}
