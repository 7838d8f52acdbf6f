// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.rules.RuleSet;
import io.traceweir.yaml.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules that decide. They may be exchanged while the pipeline runs: each task takes new ones at
 * the beginning of its next tick. Used by any thread.
 */
public final class LiveRules {
  private volatile Active active;
  private volatile @Nullable Reload lastReload;
  private volatile Consumer<Reload> listener = reload -> {};

  /** What came of looking at rules that have changed. */
  public enum Outcome {
    /** They decide now. */
    LOADED,
    /** They are what decides already: what was refused in between has been taken back. */
    UNCHANGED,
    /** There is something wrong with them: the old ones go on deciding. */
    REFUSED;

    /** As metrics and the API say it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One such look.
   *
   * @param rules that decide from now on, or still
   * @param problems why they were refused; else empty
   */
  public record Reload(Outcome outcome, Instant at, RuleSet rules, List<Problem> problems) {
    public Reload {
      problems = List.copyOf(problems);
    }
  }

  private record Active(RuleSet rules, @Nullable Instant since) {}

  public LiveRules(RuleSet rules) {
    active = new Active(rules, null);
  }

  /** Those that decide, from the next tick on. */
  public RuleSet rules() {
    return active.rules;
  }

  /** Since when; null before anything has begun. */
  public @Nullable Instant since() {
    return active.since;
  }

  /** The last look at changed rules; null when they never changed. */
  public @Nullable Reload lastReload() {
    return lastReload;
  }

  /** Somebody begins to decide by them. */
  public synchronized void begin(Instant at) {
    if (active.since == null) {
      active = new Active(active.rules, at);
    }
  }

  /** Other rules decide. */
  public synchronized Reload load(RuleSet rules, Instant at) {
    active = new Active(rules, at);
    return told(new Reload(Outcome.LOADED, at, rules, List.of()));
  }

  /** What is there now is what decides already. */
  public synchronized Reload keep(Instant at) {
    return told(new Reload(Outcome.UNCHANGED, at, active.rules, List.of()));
  }

  /** What is there now cannot be used. */
  public synchronized Reload refuse(List<Problem> problems, Instant at) {
    return told(new Reload(Outcome.REFUSED, at, active.rules, problems));
  }

  private Reload told(Reload reload) {
    lastReload = reload;
    listener.accept(reload);
    return reload;
  }

  /** Who is told of every look, in place of whoever was told before. */
  synchronized void listen(Consumer<Reload> to) {
    listener = to;
  }
}
