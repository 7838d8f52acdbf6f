// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import io.traceweir.trace.Span;
import io.traceweir.trace.SpanEvent;
import io.traceweir.trace.Trace;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a condition is about: a span of a trace, or one of its events. Reused. */
public final class Scene {
  private @Nullable Trace trace;
  private @Nullable Span span;
  private @Nullable SpanEvent event;

  public void on(Trace trace, Span span) {
    this.trace = trace;
    this.span = span;
    this.event = null;
  }

  /** A trace and its root, which may be missing; then what asks for it has no result. */
  public void onRoot(Trace trace, @Nullable Span root) {
    this.trace = trace;
    this.span = root;
    this.event = null;
  }

  public void on(SpanEvent event) {
    this.event = event;
  }

  Trace trace() {
    return Objects.requireNonNull(trace);
  }

  Span span() {
    if (span == null) {
      throw new EvaluationException("no root");
    }
    return span;
  }

  SpanEvent event() {
    return Objects.requireNonNull(event);
  }
}
