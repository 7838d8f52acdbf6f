// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.assemble.RandomTraffic.Event;
import io.traceweir.pipeline.assemble.RandomTraffic.Says;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the assemble stage of a fragments partition has to decide, and when, said in the simplest
 * way: lists, sets, and a look at everything each time.
 */
final class NaiveTask {
  private static final long TICK = Assembler.TICK_MILLIS;
  private static final long NEVER = Long.MAX_VALUE;

  final List<String> lines = new ArrayList<>();
  private final PipelineSettings.Traces settings;
  private final NaiveClock clock;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private final Map<String, Long> decidedAt = new HashMap<>();
  private long lastTick = Long.MIN_VALUE;

  /** What was decided before any time was believed counts as decided at the first one. */
  private long firstTime = SourceClock.UNSET;

  private static final class Waiting {
    final Set<String> spans = new LinkedHashSet<>();
    final Set<String> logs = new LinkedHashSet<>();
    int items;
    boolean late;
    boolean hasSpans;
    boolean hasRoot;
    boolean overLimit;
    long due = NEVER;
    String trigger = "timeout";
  }

  NaiveTask(PipelineSettings.Traces settings, int sources) {
    this.settings = settings;
    this.clock = new NaiveClock(settings.maxSourceSkew().toMillis(), sources);
  }

  private static long tickAt(long millis) {
    return Math.floorDiv(millis, TICK);
  }

  private static long tickAfter(long millis) {
    return Math.floorDiv(millis + TICK - 1, TICK);
  }

  void take(Event e) {
    if (e.value() == null) {
      silence(e.silenceMillis());
      return;
    }
    Says says = e.says();
    if (says != null) {
      observe(says);
    }
    if (tickAt(clock.now) > lastTick) {
      tick();
    }
    if (says != null && says.trace() != null) {
      add(says.trace(), says);
    }
    if (waiting.values().stream().anyMatch(w -> w.overLimit)) {
      tick();
    }
  }

  private void observe(Says says) {
    if (says.trace() == null) {
      clock.watermark(says.source(), says.timeMillis(), says.idle());
    } else {
      clock.observe(says.source(), says.timeMillis(), SourceClock.UNSET);
    }
  }

  private void silence(long millis) {
    clock.allSilent(Long.MAX_VALUE);
    if (clock.now != SourceClock.UNSET) {
      clock.now += millis;
      tick();
    }
  }

  private void add(String trace, Says says) {
    Waiting w = waiting.get(trace);
    if (w == null) {
      w = new Waiting();
      waiting.put(trace, w);
      if (isRemembered(trace)) {
        w.late = true;
        w.due = tickAt(clock.now) + 1;
      }
    }
    (says.logs() ? w.logs : w.spans).add(says.item());
    w.items++;
    if (!w.late) {
      schedule(w, says);
    }
    w.overLimit |= w.items > settings.limitSpans();
  }

  private boolean isRemembered(String trace) {
    Long decided = decidedAt.get(trace);
    if (decided == null) {
      return false;
    }
    long from = decided == SourceClock.UNSET ? firstTime : decided;
    return from == SourceClock.UNSET
        || from + settings.rememberDecisionsFor().toMillis() > clock.now;
  }

  private void schedule(Waiting w, Says says) {
    long from = Math.max(clock.now, says.timeMillis());
    long wait = settings.decisionWait().toMillis();
    if (!says.logs() && !w.hasSpans) {
      w.hasSpans = true;
      w.due = tickAfter(from + wait);
    } else if (w.due == NEVER) {
      w.due = tickAfter(from + wait + settings.logsOnlyWait().toMillis());
    }
    long root = tickAfter(from + settings.decisionWaitAfterRoot().toMillis());
    if (says.root() && !w.hasRoot && root < w.due) {
      w.due = root;
      w.trigger = "root";
    }
    w.hasRoot |= says.root();
  }

  private void tick() {
    long tick = tickAt(clock.now);
    lastTick = tick;
    firstTime = firstTime == SourceClock.UNSET ? clock.now : firstTime;
    waiting.entrySet().removeIf(e -> isDone(e.getKey(), e.getValue(), tick));
  }

  private boolean isDone(String trace, Waiting w, long tick) {
    if (!w.overLimit && w.due > tick) {
      return false;
    }
    decidedAt.put(trace, clock.now);
    if (!w.late) {
      String trigger = w.overLimit ? "span_limit" : w.trigger;
      lines.add(SimulatedOutputs.decided(trace, trigger, time(), w.spans.size(), w.logs.size()));
    }
    return true;
  }

  /** What a decision says before the first time of all is believed. */
  private long time() {
    return clock.now == SourceClock.UNSET ? 0 : clock.now;
  }
}
