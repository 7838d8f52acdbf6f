// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

/** The spans, events or logs that a test is asked about, one after the other. */
enum Items {
  SPANS,
  /** Of all spans. */
  EVENTS,
  EVENTS_OF_SPAN,
  LOGS;

  /**
   * @param around what the parentheses speak about that these stand in
   */
  static Items of(Subject items, Subject around) {
    return switch (items) {
      case SPAN -> SPANS;
      case EVENT -> around == Subject.SPAN ? EVENTS_OF_SPAN : EVENTS;
      case LOG -> LOGS;
      case TRACE -> throw new IllegalArgumentException("there is one trace only");
    };
  }

  /** How many there are of which the test says what is wanted; ends at the given number. */
  int find(Focus focus, Filter inner, boolean wanted, int most) {
    int count = count(focus);
    int found = 0;
    for (int i = 0; i < count && found < most; i++) {
      move(focus, i);
      if (this == EVENTS) {
        found += EVENTS_OF_SPAN.find(focus, inner, wanted, most - found);
      } else {
        found += inner.holds(focus) == wanted ? 1 : 0;
      }
    }
    return found;
  }

  /** Of events of all spans: how many spans. */
  private int count(Focus focus) {
    return switch (this) {
      case SPANS, EVENTS -> focus.trace.spanCount();
      case EVENTS_OF_SPAN -> focus.span.eventCount();
      case LOGS -> focus.trace.logCount();
    };
  }

  private void move(Focus focus, int i) {
    switch (this) {
      case SPANS, EVENTS -> focus.span = focus.trace.span(i);
      case EVENTS_OF_SPAN -> focus.event = focus.span.event(i);
      case LOGS -> focus.log = focus.trace.log(i);
    }
  }

  Filter filter(Quantifier quantifier, Filter inner) {
    return switch (quantifier) {
      case ANY -> focus -> find(focus, inner, true, 1) == 1;
      case NO -> focus -> find(focus, inner, true, 1) == 0;
      case ALL -> focus -> find(focus, inner, false, 1) == 0;
    };
  }

  Term.Whole count(Filter inner) {
    return focus -> find(focus, inner, true, Integer.MAX_VALUE);
  }
}
