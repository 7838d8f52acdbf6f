// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.traceweir.app.outcome.Decision;
import io.traceweir.app.outcome.DecisionFeed;
import io.traceweir.app.outcome.Format;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One line after the other, with nothing in them that steers a terminal. */
final class PlainLines implements LiveView {
  private static final Duration SELDOM = Duration.ofSeconds(10);
  private static final Duration OFTEN = Duration.ofSeconds(1);
  private static final long NUMBERS_NANOS = Duration.ofSeconds(2).toNanos();

  private final boolean watched;
  private final Consumer<String> out;
  private @Nullable Run run;

  /**
   * @param watched whether a person reads along: then some kept traces are named
   */
  PlainLines(boolean watched, Consumer<String> out) {
    this.watched = watched;
    this.out = out;
  }

  /** What there is once the traffic has begun. */
  private final class Run {
    final Plan plan;
    final long startNanos;
    final DecisionFeed feed;
    final Progress progress;
    final PaceLine pace;
    final Rate traces;
    final Rate spans;
    String numbers = "";
    long numbersNanos;

    Run(Plan plan, long nowNanos) {
      this.plan = plan;
      this.startNanos = nowNanos;
      this.numbersNanos = nowNanos;
      this.feed = new DecisionFeed(watched, nowNanos, this::print);
      this.progress = new Progress(plan.requests() > 0 ? OFTEN : SELDOM, nowNanos, out);
      this.pace = new PaceLine(nowNanos, out);
      this.traces = new Rate(nowNanos);
      this.spans = new Rate(nowNanos);
    }

    void look(Standing standing, long nowNanos) {
      if (standing.workers().isEmpty()) {
        lookAtTraces(standing, nowNanos);
      } else {
        pace.look(standing, nowNanos);
      }
    }

    private void lookAtTraces(Standing standing, long nowNanos) {
      progress.show(standing.sent(), plan.requests(), standing.over(), nowNanos);
      traces.add(standing.sent().traces().size(), nowNanos);
      spans.add(standing.sent().spans(), nowNanos);
      numbers = numbers(standing, nowNanos);
      feed.show(nowNanos);
      if (watched && !standing.over() && nowNanos - numbersNanos >= NUMBERS_NANOS) {
        numbersNanos = nowNanos;
        out.accept(numbers);
      }
    }

    private void print(String line) {
      out.accept(watched ? line : numbers + "; decided " + line.strip());
    }

    private String numbers(Standing standing, long nowNanos) {
      Duration elapsed = Duration.ofNanos(nowNanos - startNanos);
      return String.format(
          Locale.ROOT,
          "  %s  traces %s, spans %s; %s waiting",
          Clockface.of(elapsed),
          Rate.text(traces.perSecond()),
          Rate.text(spans.perSecond()),
          Format.count(standing.waiting()));
    }
  }

  @Override
  public void announce(String message) {
    out.accept(message);
  }

  @Override
  public void happened(Duration at, String sentence) {
    out.accept(at.toSeconds() + " s: " + sentence);
  }

  @Override
  public void begin(Plan plan, long nowNanos) {
    run = new Run(plan, nowNanos);
  }

  @Override
  public void decided(Decision decision) {
    if (run != null && !run.pace.isUsed()) {
      run.feed.add(decision);
    }
  }

  @Override
  public boolean readsTraces() {
    return false;
  }

  @Override
  public void keptSpans(String trace, byte[] request) {
    // decisions say enough for a line
  }

  @Override
  public void keptLogs(String trace, byte[] request) {
    // decisions say enough for a line
  }

  @Override
  public void look(Standing standing, long nowNanos) {
    if (run != null) {
      run.look(standing, nowNanos);
    }
  }

  @Override
  public void close() {
    if (run != null) {
      run.feed.flush();
    }
  }
}
