// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.traceweir.pipeline.LiveRules.Outcome;
import io.traceweir.rules.Candidate;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.Shadow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which rules decide, what came of exchanging them, and what others would have done. */
final class RuleMeters {
  private final MeterRegistry registry;
  private final List<Gauge> shown = new ArrayList<>();
  private final Map<Tried, Counter> tried = new ConcurrentHashMap<>();
  private final Map<String, Moved> moved = new ConcurrentHashMap<>();

  private record Tried(String shadow, boolean would, boolean does, String what) {}

  /** What a rule with a rate keeps at the moment. Written by several threads. */
  private static final class Moved {
    volatile double probability = Double.NaN;
  }

  RuleMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void begin(LiveRules rules) {
    show(rules.rules());
    Gauge.builder("traceweir.rules.since.seconds", rules, r -> seconds(r.since()))
        .register(registry);
    Gauge.builder("traceweir.rules.refused", rules, r -> isRefused(r) ? 1 : 0).register(registry);
    rules.listen(this::reloaded);
  }

  private static double seconds(@Nullable Instant since) {
    return since == null ? Double.NaN : since.toEpochMilli() / 1e3;
  }

  private static boolean isRefused(LiveRules rules) {
    LiveRules.Reload last = rules.lastReload();
    return last != null && last.outcome() == Outcome.REFUSED;
  }

  private void reloaded(LiveRules.Reload reload) {
    registry.counter("traceweir.rules.reloads", "outcome", reload.outcome().word()).increment();
    if (reload.outcome() == Outcome.LOADED) {
      show(reload.rules());
    }
  }

  private synchronized void show(RuleSet rules) {
    shown.forEach(registry::remove);
    shown.clear();
    show("traceweir.rules", rules, Tags.empty());
    for (Candidate candidate : rules.candidates()) {
      show("traceweir.shadow.rules", candidate.rules(), Tags.of("shadow", candidate.name()));
      Counter unused = registry.counter("traceweir.shadow.failures", "shadow", candidate.name());
    }
  }

  private void show(String name, RuleSet rules, Tags tags) {
    shown.add(
        Gauge.builder(name, rules, RuleSet::size)
            .tags(tags.and("hash", rules.hash()))
            .strongReference(true)
            .register(registry));
  }

  /** A rule with a rate keeps such a share of its traces now. */
  void moved(String rule, double probability) {
    moved.computeIfAbsent(rule, this::show).probability = probability;
  }

  private Moved show(String rule) {
    var fresh = new Moved();
    Gauge.builder("traceweir.rule.probability", fresh, m -> m.probability)
        .tag("rule", rule)
        .strongReference(true)
        .register(registry);
    return fresh;
  }

  /**
   * What would have become of a trace.
   *
   * @param kept what did become of it
   */
  void tried(Shadow shadow, boolean kept, int spans, long bytes) {
    tried(shadow, kept, "traces").increment();
    tried(shadow, kept, "spans").increment(spans);
    tried(shadow, kept, "bytes").increment((double) bytes);
  }

  private Counter tried(Shadow shadow, boolean kept, String what) {
    return tried.computeIfAbsent(
        new Tried(shadow.name(), shadow.kept(), kept, what),
        t ->
            registry.counter(
                "traceweir.shadow." + what,
                Tags.of("shadow", t.shadow, "outcome", word(t.would), "decided", word(t.does))));
  }

  private static String word(boolean kept) {
    return kept ? "kept" : "dropped";
  }
}
