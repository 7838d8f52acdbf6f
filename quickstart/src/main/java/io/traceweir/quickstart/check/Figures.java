// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import io.traceweir.app.outcome.Decision;
import io.traceweir.quickstart.traffic.SentTrace;
import java.util.Locale;

/** What a decision says of its trace, or should. */
record Figures(long spans, long logs, long errors, double millis, String root) {
  private static final double ROUNDING = 0.001;

  static Figures of(SentTrace sent) {
    return new Figures(
        sent.spans(),
        sent.logRecords(),
        sent.errors(),
        sent.durationNanos() / 1e6,
        sent.root().service() + " " + sent.root().name());
  }

  static Figures of(Decision decision) {
    return new Figures(
        decision.spans(),
        decision.logs(),
        decision.errors(),
        decision.durationMillis(),
        decision.rootService() + " " + decision.rootName());
  }

  /** As far as they are shown. */
  boolean agreesWith(Figures other) {
    return toString().equals(other.toString());
  }

  /** Nothing less of the same trace, and nothing that was not sent. */
  boolean isBetween(Figures least, SentTrace all) {
    long heldUp = all.spanIds().size() - least.spans;
    return spans >= least.spans
        && spans <= all.spanIds().size()
        && logs >= least.logs
        && logs <= all.logs().size()
        && errors >= least.errors
        && errors <= least.errors + heldUp
        && millis >= least.millis - ROUNDING
        && root.equals(least.root);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d spans, %d logs, %d errors, %.3f ms from %s",
        spans,
        logs,
        errors,
        millis,
        root);
  }
}
