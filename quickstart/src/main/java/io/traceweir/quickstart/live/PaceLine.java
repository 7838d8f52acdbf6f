// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.traceweir.app.outcome.Format;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A line a second on what workers in processes of their own decide: a gap is a gap there. */
final class PaceLine {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final long startNanos;
  private final Consumer<String> out;
  private final Rate sent;
  private final Rate decided;
  private long lastNanos;
  private boolean used;

  PaceLine(long nowNanos, Consumer<String> out) {
    this.startNanos = nowNanos;
    this.lastNanos = nowNanos;
    this.out = out;
    this.sent = new Rate(nowNanos, EVERY);
    this.decided = new Rate(nowNanos, EVERY);
  }

  /** There are such workers. */
  boolean isUsed() {
    return used;
  }

  void look(Standing standing, long nowNanos) {
    used = true;
    sent.add(standing.sent().traces().size(), nowNanos);
    decided.add(standing.decisions().traces(), nowNanos);
    boolean done = standing.over() && standing.waiting() == 0;
    if (nowNanos - lastNanos >= EVERY.toNanos() && !done) {
      lastNanos = nowNanos;
      out.accept(line(standing, nowNanos));
    }
  }

  private String line(Standing standing, long nowNanos) {
    return String.format(
        Locale.ROOT,
        "  %s  traces sent %s, decided %s; %s waiting; %s",
        Clockface.of(Duration.ofNanos(nowNanos - startNanos)),
        Rate.text(sent.perSecond()),
        Rate.text(decided.perSecond()),
        Format.count(standing.waiting()),
        standing.workers().stream()
            .map(worker -> worker.name() + " " + worker.doing())
            .collect(Collectors.joining(", ")));
  }
}
