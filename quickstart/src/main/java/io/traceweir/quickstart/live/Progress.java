// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.traceweir.app.outcome.Sent;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Says how far the sending has come, as long as it goes on. */
final class Progress {
  private final long intervalNanos;
  private final Consumer<String> out;
  private long lastNanos;
  private long lastRequests;
  private boolean ended;

  Progress(Duration interval, long nowNanos, Consumer<String> out) {
    this.intervalNanos = interval.toNanos();
    this.lastNanos = nowNanos;
    this.out = out;
  }

  /**
   * @param total requests there are, or 0 when nobody knows
   * @param over whether all are sent
   */
  void show(Sent sent, int total, boolean over, long nowNanos) {
    boolean due = sent.requests() != lastRequests && nowNanos - lastNanos >= intervalNanos;
    if (ended || (!over && !due)) {
      return;
    }
    ended = over;
    lastNanos = nowNanos;
    lastRequests = sent.requests();
    String share =
        total == 0 ? "" : String.format(Locale.ROOT, " (%.0f%%)", 100.0 * sent.requests() / total);
    out.accept(
        String.format(
            Locale.ROOT,
            "%s %,d requests%s: %,d traces, %,d spans, %,d logs",
            over ? "sent" : "sending,",
            sent.requests(),
            share,
            sent.traces().size(),
            sent.spans(),
            sent.logs()));
  }
}
