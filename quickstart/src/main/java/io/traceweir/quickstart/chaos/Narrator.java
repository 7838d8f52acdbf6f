// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import io.traceweir.quickstart.live.Rate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Tells what happens, and how fast traces are decided meanwhile. One thread. */
final class Narrator {
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final int MOST_EVENTS = 1_000;

  private final long startNanos;
  private final Rate pace;
  private final GapMeter gap;
  private final Deque<Event> events = new ArrayDeque<>();

  /**
   * @param startNanos when the traffic begins
   */
  Narrator(long startNanos) {
    this.startNanos = startNanos;
    this.pace = new Rate(startNanos, PACE);
    this.gap = new GapMeter(startNanos);
  }

  /**
   * How far it has come.
   *
   * @param decided traces so far, committed ones
   * @param trafficRuns whether there is something to decide
   */
  void look(long decided, boolean trafficRuns, long nowNanos, BiConsumer<Duration, String> out) {
    pace.add(decided, nowNanos);
    gap.look(decided, trafficRuns, nowNanos).ifPresent(time -> tell(nowNanos, again(time), out));
  }

  private static String again(Duration gap) {
    return String.format(
        Locale.ROOT, "traces are decided again, after %.1f s without any", gap.toMillis() / 1e3);
  }

  /** A sentence, or more lines: only the former gets the pace. */
  void tell(long nanos, String text, BiConsumer<Duration, String> out) {
    Event event =
        new Event(Duration.ofNanos(Math.max(0, nanos - startNanos)), text, pace.perSecond());
    events.add(event);
    if (events.size() > MOST_EVENTS) {
      events.remove();
    }
    String rate = Rate.text(event.tracesPerSecond()).replace("/s", " traces/s");
    out.accept(event.at(), text.indexOf('\n') >= 0 ? text : text + "; deciding " + rate);
  }

  /** The latest thousand. */
  List<Event> events() {
    return List.copyOf(events);
  }

  Duration longestGap() {
    return gap.longest();
  }
}
