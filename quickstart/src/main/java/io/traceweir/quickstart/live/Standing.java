// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.traceweir.app.outcome.Decisions;
import io.traceweir.app.outcome.Sent;
import io.traceweir.app.outcome.Series;
import java.util.List;

/**
 * How far a run has come, in counters that go on counting.
 *
 * @param over whether everything is sent
 * @param workers that decide in processes of their own; empty when this process decides
 */
public record Standing(
    Sent sent,
    boolean over,
    Decisions decisions,
    Series spanMetrics,
    Series serviceGraph,
    List<WorkerRow> workers) {
  public Standing {
    workers = List.copyOf(workers);
  }

  /** Of a process that decides itself. */
  Standing(Sent sent, boolean over, Decisions decisions, Series spanMetrics, Series serviceGraph) {
    this(sent, over, decisions, spanMetrics, serviceGraph, List.of());
  }

  /** Traces that were sent and not decided yet. Others may be decided that nobody sent here. */
  long waiting() {
    return Math.max(0, sent.traces().size() - decisions.traces());
  }
}
