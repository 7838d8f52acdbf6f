// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.rules.condition.Focus;
import io.traceweir.rules.condition.TraceFilter;
import io.traceweir.trace.Trace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first rule whose condition holds. */
final class FirstMatch implements Decider.Choice {
  private final Ruling[] rulings;
  private final TraceFilter[] filters;
  private final @Nullable MovingThreshold[] moving;
  private final Focus focus;
  private boolean begun;

  /**
   * Made of what was bound.
   *
   * @param filters one for each rule but the last, which takes what is left
   * @param moving one for each rule, null where it always keeps the same share
   * @param focus what the filters are asked with, here and elsewhere
   */
  FirstMatch(
      List<Rule> rules,
      List<TraceFilter> filters,
      List<@Nullable MovingThreshold> moving,
      Focus focus) {
    if (filters.size() != rules.size() - 1) {
      throw new IllegalArgumentException("every rule but the last has a condition");
    }
    this.rulings = rules.stream().map(Ruling::new).toArray(Ruling[]::new);
    this.filters = filters.toArray(TraceFilter[]::new);
    this.moving = moving.toArray(MovingThreshold[]::new);
    this.focus = focus;
  }

  @Override
  public Ruling of(Trace trace, long clockMillis) {
    if (!begun) {
      begin(clockMillis);
    }
    int i = first(trace);
    MovingThreshold threshold = moving[i];
    return threshold == null ? rulings[i] : threshold.take(trace, clockMillis);
  }

  @Override
  public Ruling again(Trace trace, long clockMillis) {
    int i = first(trace);
    MovingThreshold threshold = moving[i];
    return threshold == null ? rulings[i] : threshold.at(clockMillis);
  }

  /** With the first trace, whichever rule takes it: that others take none is known from here on. */
  private void begin(long clockMillis) {
    for (MovingThreshold threshold : moving) {
      if (threshold != null) {
        threshold.begin(clockMillis);
      }
    }
    begun = true;
  }

  private int first(Trace trace) {
    focus.on(trace);
    for (int i = 0; i < filters.length; i++) {
      if (filters[i].holds(focus)) {
        return i;
      }
    }
    return filters.length;
  }
}
