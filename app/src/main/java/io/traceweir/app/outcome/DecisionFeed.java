// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import static io.traceweir.app.outcome.Format.counted;
import static io.traceweir.app.outcome.Format.millis;
import static io.traceweir.app.outcome.Format.name;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Shows decisions as they come in, at a pace that can be read: some kept traces in words,
 * everything else in counts. Where nobody watches, one line of counts a second.
 */
public final class DecisionFeed {
  private static final int MAX_IN_WORDS = 3;

  private final int inWords;
  private final long intervalNanos;
  private final Consumer<String> out;
  private final List<Decision> words = new ArrayList<>();
  private final Map<String, Long> kept = new TreeMap<>();
  private final Map<String, Long> dropped = new TreeMap<>();
  private long lastNanos;

  /**
   * @param terminal whether somebody watches
   * @param nowNanos of the clock that {@link #show} is called with
   */
  public DecisionFeed(boolean terminal, long nowNanos, Consumer<String> out) {
    this.inWords = terminal ? MAX_IN_WORDS : 0;
    this.intervalNanos = Duration.ofMillis(terminal ? 500 : 1_000).toNanos();
    this.lastNanos = nowNanos;
    this.out = out;
  }

  public void add(Decision decision) {
    if (decision.kept() && words.size() < inWords) {
      words.add(decision);
    } else {
      (decision.kept() ? kept : dropped).merge(decision.rule(), 1L, Long::sum);
    }
  }

  /** Prints what has come in, once the interval has passed. */
  public void show(long nowNanos) {
    if (nowNanos - lastNanos >= intervalNanos) {
      lastNanos = nowNanos;
      flush();
    }
  }

  /** Prints what has come in. */
  public void flush() {
    words.forEach(decision -> out.accept(line(decision)));
    String more = words.isEmpty() ? "" : "more ";
    List<String> counts = new ArrayList<>();
    if (!kept.isEmpty()) {
      counts.add(counts(more + "kept", kept));
    }
    if (!dropped.isEmpty()) {
      counts.add(counts("dropped", dropped));
    }
    if (!counts.isEmpty()) {
      out.accept("  " + String.join("; ", counts));
    }
    words.clear();
    kept.clear();
    dropped.clear();
  }

  private static String line(Decision decision) {
    List<String> facts = new ArrayList<>();
    facts.add(counted(decision.spans(), "span"));
    facts.add(counted(decision.logs(), "log"));
    facts.add(millis(decision.durationMillis()));
    if (decision.errors() > 0) {
      facts.add(counted(decision.errors(), "error"));
    }
    return String.format(
        "  kept by %-10s %s  %s %s: %s",
        name(decision.rule()),
        decision.trace().hex(),
        name(decision.rootService()),
        name(decision.rootName()),
        String.join(", ", facts));
  }

  private static String counts(String what, Map<String, Long> byRule) {
    long total = byRule.values().stream().mapToLong(Long::longValue).sum();
    return byRule.entrySet().stream()
        .map(rule -> name(rule.getKey()) + " " + Format.count(rule.getValue()))
        .collect(Collectors.joining(", ", Format.count(total) + " " + what + " (", ")"));
  }
}
