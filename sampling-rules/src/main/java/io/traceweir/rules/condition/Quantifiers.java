// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.Trace;

/** Asks a test about the spans or logs of a trace, one after the other. */
final class Quantifiers {
  private Quantifiers() {}

  static Filter of(Quantifier quantifier, Subject subject, Filter inner) {
    boolean log = subject == Subject.LOG;
    return switch (quantifier) {
      case ANY -> log ? focus -> anyLog(focus, inner, true) : focus -> anySpan(focus, inner, true);
      case NO -> log ? focus -> !anyLog(focus, inner, true) : focus -> !anySpan(focus, inner, true);
      case ALL ->
          log ? focus -> !anyLog(focus, inner, false) : focus -> !anySpan(focus, inner, false);
    };
  }

  private static boolean anySpan(Focus focus, Filter inner, boolean wanted) {
    Trace trace = focus.trace;
    int count = trace.spanCount();
    for (int i = 0; i < count; i++) {
      focus.span = trace.span(i);
      if (inner.holds(focus) == wanted) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyLog(Focus focus, Filter inner, boolean wanted) {
    Trace trace = focus.trace;
    int count = trace.logCount();
    for (int i = 0; i < count; i++) {
      focus.log = trace.log(i);
      if (inner.holds(focus) == wanted) {
        return true;
      }
    }
    return false;
  }

  static Term.Whole count(Subject subject, Filter inner) {
    return subject == Subject.LOG ? focus -> logs(focus, inner) : focus -> spans(focus, inner);
  }

  private static int spans(Focus focus, Filter inner) {
    Trace trace = focus.trace;
    int found = 0;
    for (int i = 0; i < trace.spanCount(); i++) {
      focus.span = trace.span(i);
      found += inner.holds(focus) ? 1 : 0;
    }
    return found;
  }

  private static int logs(Focus focus, Filter inner) {
    Trace trace = focus.trace;
    int found = 0;
    for (int i = 0; i < trace.logCount(); i++) {
      focus.log = trace.log(i);
      found += inner.holds(focus) ? 1 : 0;
    }
    return found;
  }
}
