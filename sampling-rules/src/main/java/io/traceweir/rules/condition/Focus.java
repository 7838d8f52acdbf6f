// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.LogRecord;
import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import org.jspecify.annotations.Nullable;

/** What a condition is being asked about: one trace, and the span or log its parentheses are at. */
@SuppressWarnings("NullAway.Init") // set before anything that looks at it is asked
final class Focus {
  Trace trace;
  Span span;
  LogRecord log;
  private @Nullable Span root;
  private boolean hasLookedForRoot;

  /** The trace may be the same object as before with another content. */
  void on(Trace next) {
    trace = next;
    root = null;
    hasLookedForRoot = false;
  }

  /** Looked for once: without a parentless span that takes a walk over all spans. */
  @Nullable Span root() {
    if (!hasLookedForRoot) {
      root = trace.root();
      hasLookedForRoot = true;
    }
    return root;
  }
}
