// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.calls.Calls;
import io.traceweir.rules.ottl.Scene;
import io.traceweir.trace.LogRecord;
import io.traceweir.trace.Span;
import io.traceweir.trace.SpanEvent;
import io.traceweir.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * What conditions are being asked about: one trace, and the span, event or log their parentheses
 * are at. What takes a look at the whole trace is found once for all conditions that share this.
 * One thread.
 */
@SuppressWarnings("NullAway.Init") // set before anything that looks at it is asked
public final class Focus {
  Trace trace;
  Span span;
  SpanEvent event;
  LogRecord log;
  private long changes;
  private long turn;
  private final Calls calls = new Calls();
  private final Scene scene = new Scene();

  /** The trace may be the same object as before with another content. */
  public void on(Trace next) {
    if (next == trace && next.changes() == changes) {
      return;
    }
    trace = next;
    changes = next.changes();
    turn++;
    calls.on(next);
  }

  /** Another number for each trace. */
  long turn() {
    return turn;
  }

  /** How the spans of the trace hang together. */
  Calls calls() {
    return calls;
  }

  /** The same for OTTL, which asks about a span, an event or the root. */
  Scene scene(Subject subject) {
    if (subject == Subject.TRACE) {
      scene.onRoot(trace, root());
    } else {
      scene.on(trace, span);
    }
    if (subject == Subject.EVENT) {
      scene.on(event);
    }
    return scene;
  }

  @Nullable Span root() {
    return calls.root();
  }
}
