// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import io.traceweir.benchmarks.load.TraceFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what came out, trace by trace, and compares it with what is known of each trace. */
public final class Recount {
  /** Names of the rules that come with the benchmark. */
  public static final String ERRORS = "errors";

  public static final String SLOW = "slow";

  private final TraceFacts facts;
  private final Map<Long, Verdict> decided = new HashMap<>();
  private final Map<Long, Kept> kept = new HashMap<>();
  private final Map<Object, Long> calls = new HashMap<>();
  private final Map<String, Long> triggers = new TreeMap<>();
  private long decidedAgain;
  private long deadLetters;

  public Recount(TraceFacts facts) {
    this.facts = facts;
  }

  /**
   * What was sent, without the traces that close a load.
   *
   * @param countsCalls the counters of span metrics are waited for and compared too
   */
  public record Sent(long traces, long spans, boolean hasKnownRules, boolean countsCalls) {}

  /** What a decision says. */
  public record Verdict(boolean kept, String rule, String trigger, long spans) {}

  private static final class Kept {
    long spans;
    long spanIdSum;
    long logs;
  }

  /** A decision, as the decisions topic has it. */
  public void decision(long number, Verdict verdict) {
    if (TraceFacts.isClosing(number)) {
      return;
    }
    triggers.merge(verdict.trigger(), 1L, Long::sum);
    if (decided.putIfAbsent(number, verdict) != null) {
      decidedAgain++;
    }
  }

  public void keptSpan(long number, long spanId) {
    if (!TraceFacts.isClosing(number)) {
      Kept trace = kept.computeIfAbsent(number, n -> new Kept());
      trace.spans++;
      trace.spanIdSum += spanId;
    }
  }

  public void keptLog(long number) {
    if (!TraceFacts.isClosing(number)) {
      kept.computeIfAbsent(number, n -> new Kept()).logs++;
    }
  }

  /** A point of a cumulative series: the largest one is the last one. */
  public void calls(Object series, long value) {
    calls.merge(series, value, Math::max);
  }

  public void deadLetter() {
    deadLetters++;
  }

  private boolean isWhole(long number) {
    Kept trace = kept.get(number);
    return trace != null
        && trace.spans == facts.spans(number)
        && trace.spanIdSum == facts.spanIdSum(number)
        && trace.logs == facts.logs(number);
  }

  private boolean isKept(long number) {
    Verdict decision = decided.get(number);
    return decision != null && decision.kept;
  }

  private long sumOfCalls() {
    return calls.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Everything that has to come has come; later records could only make it wrong. */
  public boolean isComplete(Sent sent) {
    return checks(sent).stream().allMatch(Check::isRight);
  }

  /** All comparisons, right or wrong. */
  public List<Check> checks(Sent sent) {
    List<Check> checks = new ArrayList<>();
    checks.add(new Check("traces decided", sent.traces(), decided.size()));
    checks.add(new Check("decisions beyond the first", 0, decidedAgain));
    checks.add(
        new Check(
            "spans in decisions",
            sent.spans(),
            decided.values().stream().mapToLong(Verdict::spans).sum()));
    checks.add(
        new Check(
            "kept traces with every span and log once",
            decided.values().stream().filter(Verdict::kept).count(),
            kept.keySet().stream().filter(this::isWhole).count()));
    checks.add(
        new Check(
            "traces written but not decided to be kept",
            0,
            kept.keySet().stream().filter(n -> !isKept(n)).count()));
    if (sent.countsCalls()) {
      checks.add(new Check("calls in span metrics", sent.spans(), sumOfCalls()));
    }
    checks.add(new Check("dead letters", 0, deadLetters));
    if (sent.hasKnownRules()) {
      checks.add(ofRule(ERRORS, "failed", facts::isFailed));
      checks.add(ofRule(SLOW, "slow", n -> facts.isSlow(n) && !facts.isFailed(n)));
    }
    return checks;
  }

  private Check ofRule(String rule, String word, java.util.function.LongPredicate expected) {
    return new Check(
        word + " traces kept for it",
        decided.keySet().stream().filter(expected::test).count(),
        decided.values().stream().filter(d -> d.kept && d.rule.equals(rule)).count());
  }

  public long decidedTraces() {
    return decided.size();
  }

  /** Decisions by what made their traces due. */
  public Map<String, Long> triggers() {
    return new TreeMap<>(triggers);
  }

  public long keptTraces() {
    return decided.values().stream().filter(Verdict::kept).count();
  }
}
