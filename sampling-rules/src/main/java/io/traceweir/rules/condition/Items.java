// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;

/** The spans, events or logs that a test is asked about, one after the other. */
enum Items {
  SPANS {
    @Override
    int find(Focus focus, Filter inner, boolean wanted, int most) {
      Trace trace = focus.trace;
      int count = trace.spanCount();
      int found = 0;
      for (int i = 0; i < count && found < most; i++) {
        focus.span = trace.span(i);
        found += inner.holds(focus) == wanted ? 1 : 0;
      }
      return found;
    }
  },
  /** Of all spans. */
  EVENTS {
    @Override
    int find(Focus focus, Filter inner, boolean wanted, int most) {
      Trace trace = focus.trace;
      int count = trace.spanCount();
      int found = 0;
      for (int i = 0; i < count && found < most; i++) {
        focus.span = trace.span(i);
        found += EVENTS_OF_SPAN.find(focus, inner, wanted, most - found);
      }
      return found;
    }
  },
  EVENTS_OF_SPAN {
    @Override
    int find(Focus focus, Filter inner, boolean wanted, int most) {
      Span span = focus.span;
      int count = span.eventCount();
      int found = 0;
      for (int i = 0; i < count && found < most; i++) {
        focus.event = span.event(i);
        found += inner.holds(focus) == wanted ? 1 : 0;
      }
      return found;
    }
  },
  LOGS {
    @Override
    int find(Focus focus, Filter inner, boolean wanted, int most) {
      Trace trace = focus.trace;
      int count = trace.logCount();
      int found = 0;
      for (int i = 0; i < count && found < most; i++) {
        focus.log = trace.log(i);
        found += inner.holds(focus) == wanted ? 1 : 0;
      }
      return found;
    }
  };

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
  abstract int find(Focus focus, Filter inner, boolean wanted, int most);

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
