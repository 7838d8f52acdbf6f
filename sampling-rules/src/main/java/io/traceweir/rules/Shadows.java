// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.rules.condition.TraceFilters;
import io.traceweir.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Tells of a trace what would have become of it by the shares and rule sets that are only tried.
 * They read what the trace holds, and nothing that decides reads anything of theirs. One thread.
 */
public final class Shadows {
  private final Map<Integer, ShadowShare> shares = new HashMap<>();
  private final Tried[] candidates;

  /** A candidate, bound. */
  record Tried(String name, Decider decider) {}

  /**
   * Takes slots for the attributes that candidates read.
   *
   * @param shares of rules that decide
   * @param filters conditions that are asked about the same traces
   * @param share of limits per second that counts here
   */
  Shadows(
      List<ShadowShare> shares, List<Candidate> candidates, TraceFilters filters, double share) {
    shares.forEach(s -> this.shares.put(s.rule().index(), s));
    this.candidates =
        candidates.stream()
            .map(c -> new Tried(c.name(), c.rules().bind(filters, share)))
            .toArray(Tried[]::new);
  }

  Shadows(Tried... candidates) {
    this.candidates = candidates.clone();
  }

  /** Nothing is tried. */
  public boolean isEmpty() {
    return shares.isEmpty() && candidates.length == 0;
  }

  /**
   * What would have become of a trace, for the rule that took it and for each candidate.
   *
   * @param live by the rules that decide
   * @param clockMillis the time by which limits count, the same as for the rules that decide
   * @param failed gets the name of a candidate that could not decide, and why: whatever is wrong
   *     with it, the rules that decide go on
   */
  public List<Shadow> of(
      Trace trace, Ruling live, long clockMillis, BiConsumer<String, RuntimeException> failed) {
    List<Shadow> all = new ArrayList<>(candidates.length + 1);
    ShadowShare own = shares.get(live.rule().index());
    if (own != null) {
      all.add(new Shadow(own.rule().name(), own.keeps(trace.randomness()), null));
    }
    for (Tried candidate : candidates) {
      try {
        Ruling ruling = candidate.decider.decide(trace, clockMillis);
        boolean kept = ruling.keeps(trace.randomness());
        all.add(new Shadow(candidate.name, kept, ruling.rule().name()));
      } catch (RuntimeException e) {
        failed.accept(candidate.name, e);
      }
    }
    return all;
  }
}
