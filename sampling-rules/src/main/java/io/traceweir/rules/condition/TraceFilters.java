// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.AttributeNames;
import java.util.HashMap;
import java.util.Map;

/**
 * Conditions made ready for one thread. One that stands in several rule sets is made ready once,
 * and asked once about a trace: a candidate differs from the live rules in little.
 */
public final class TraceFilters {
  private final AttributeNames names;
  private final Map<Formula, TraceFilter> known;
  private final Focus focus;

  /** None yet; they will take slots of these names. */
  public TraceFilters(AttributeNames names) {
    this(names, Map.of(), new Focus());
  }

  private TraceFilters(AttributeNames names, Map<Formula, TraceFilter> known, Focus focus) {
    this.names = names;
    this.known = new HashMap<>(known);
    this.focus = focus;
  }

  /**
   * For conditions that are asked beside these, about the same traces.
   *
   * @param more the names of these in the same slots, with room for others
   */
  public TraceFilters beside(AttributeNames more) {
    return new TraceFilters(more, known, focus);
  }

  public AttributeNames names() {
    return names;
  }

  /** What all of them are asked with. */
  public Focus focus() {
    return focus;
  }

  /** The condition, ready. */
  public TraceFilter of(Condition condition) {
    return known.computeIfAbsent(condition.formula(), formula -> condition.bind(names));
  }
}
