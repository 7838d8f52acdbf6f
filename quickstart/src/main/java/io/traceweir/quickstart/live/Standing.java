// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.traceweir.app.outcome.Decisions;
import io.traceweir.app.outcome.Sent;
import io.traceweir.app.outcome.Series;

/**
 * How far a run has come, in counters that go on counting.
 *
 * @param over whether everything is sent
 */
public record Standing(
    Sent sent, boolean over, Decisions decisions, Series spanMetrics, Series serviceGraph) {
  /** Traces that were sent and not decided yet. Others may be decided that nobody sent here. */
  long waiting() {
    return Math.max(0, sent.traces().size() - decisions.traces());
  }
}
