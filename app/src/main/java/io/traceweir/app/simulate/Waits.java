// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import java.time.Duration;

/**
 * When a trace is due, by its own times: a capture does not say when its parts arrived. Named as
 * under {@code traces} of the configuration.
 */
public record Waits(Duration decisionWait, Duration decisionWaitAfterRoot, Duration logsOnlyWait) {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** When, on the data clock, and why then. */
  record Due(long millis, String trigger) {}

  Due of(Trace trace) {
    if (trace.spanCount() == 0) {
      long wait = decisionWait.toMillis() + logsOnlyWait.toMillis();
      return new Due(firstLogMillis(trace) + wait, "timeout");
    }
    long timeout = millis(trace.startNanos()) + decisionWait.toMillis();
    Span root = trace.hasRoot() ? trace.root() : null;
    if (root != null && !decisionWaitAfterRoot.isZero()) {
      long afterRoot = millis(root.endNanos()) + decisionWaitAfterRoot.toMillis();
      if (afterRoot <= timeout) {
        return new Due(afterRoot, "root");
      }
    }
    return new Due(timeout, "timeout");
  }

  private static long firstLogMillis(Trace trace) {
    long first = -1;
    for (int i = 0; i < trace.logCount(); i++) {
      long millis = millis(trace.log(i).timeNanos());
      first = first < 0 ? millis : Math.min(first, millis);
    }
    return Math.max(0, first);
  }

  /** Times are unsigned. */
  private static long millis(long nanos) {
    return Long.divideUnsigned(nanos, NANOS_PER_MILLI);
  }
}
