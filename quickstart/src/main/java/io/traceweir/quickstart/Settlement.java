// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows when everything sent has come out again: every trace decided, and the metrics at rest.
 * Pure; the caller says what it sees and what time it is.
 */
final class Settlement {
  /** What can be seen from outside. */
  record View(long undecided, long spansSent, long spansCounted, long edgeCalls) {}

  /** How it ended. */
  enum Ending {
    COMPLETE,
    STALLED,
    INTERRUPTED
  }

  private final long restNanos;
  private final long stallNanos;
  private @Nullable View last;
  private long changedNanos;

  /**
   * @param metricsInterval between two points of a series
   * @param longestWait of a trace for its decision
   */
  Settlement(Duration metricsInterval, Duration longestWait) {
    this.restNanos = metricsInterval.multipliedBy(3).dividedBy(2).toNanos();
    this.stallNanos = longestWait.plusSeconds(60).toNanos();
  }

  /** Empty while there is something to wait for. */
  Optional<Ending> look(View view, long nowNanos) {
    if (!view.equals(last)) {
      last = view;
      changedNanos = nowNanos;
    }
    long unchangedNanos = nowNanos - changedNanos;
    if (view.undecided > 0) {
      return unchangedNanos >= stallNanos ? Optional.of(Ending.STALLED) : Optional.empty();
    }
    // Spans sent twice or refused are not counted: then only rest tells that all are.
    long rest = view.spansCounted >= view.spansSent ? restNanos : 4 * restNanos;
    return unchangedNanos >= rest ? Optional.of(Ending.COMPLETE) : Optional.empty();
  }
}
