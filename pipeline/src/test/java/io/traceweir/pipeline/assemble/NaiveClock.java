// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.split.SourceTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A clock that keeps everything in lists and computes all of it each time. */
final class NaiveClock {
  private static final long UNSET = SourceClock.UNSET;

  private final long skew;
  final int expected;
  long now = UNSET;
  private final Map<Integer, Source> sources = new TreeMap<>();

  NaiveClock(long skew, int expected) {
    this.skew = skew;
    this.expected = expected;
  }

  private static final class Source {
    long time = UNSET;
    long idleMark = UNSET;
    final List<Long> doubted = new ArrayList<>();

    long doubt() {
      return doubted.isEmpty() ? UNSET : Collections.min(doubted);
    }

    void raise(long millis) {
      time = Math.max(time, millis);
      if (!doubted.isEmpty() && doubt() <= time + SourceTime.JUMP_MILLIS) {
        doubted.clear();
      }
    }

    void believe() {
      if (!doubted.isEmpty()) {
        raise(doubt());
      }
    }
  }

  private Source of(int s) {
    return sources.computeIfAbsent(s, i -> new Source());
  }

  void observe(int s, long millis, long firstUpTo) {
    Source source = of(s);
    source.idleMark = UNSET;
    long believable = source.time == UNSET ? firstUpTo : source.time + SourceTime.JUMP_MILLIS;
    if (millis <= believable) {
      source.doubted.clear();
      source.raise(millis);
    } else {
      source.doubted.add(millis);
      if (source.doubted.size() == SourceTime.AGREEING) {
        source.believe();
      } else {
        compareDoubts();
      }
    }
    advance();
  }

  /** Until nothing changes: whoever is believed speaks for others. */
  private void compareDoubts() {
    for (Source a : sources.values()) {
      long enough = a.doubt() - SourceTime.JUMP_MILLIS;
      boolean seen =
          sources.values().stream().anyMatch(b -> b != a && Math.max(b.time, b.doubt()) >= enough);
      if (!a.doubted.isEmpty() && seen) {
        a.believe();
      }
    }
  }

  void watermark(int s, long millis, boolean idle) {
    Source source = of(s);
    source.raise(millis);
    if (idle) {
      source.raise(source.idleMark);
    }
    source.idleMark = idle ? fastest() : UNSET;
    advance();
  }

  void silentUntil(int s, long millis) {
    of(s).raise(millis);
    advance();
  }

  void allSilent(long latest) {
    sources.values().stream().filter(s -> s.doubt() <= latest).forEach(Source::believe);
    sources.values().forEach(s -> now = Math.max(now, s.time));
  }

  private long fastest() {
    return sources.values().stream().mapToLong(s -> s.time).max().orElse(UNSET);
  }

  private void advance() {
    long slowest = sources.values().stream().mapToLong(s -> s.time).min().orElse(UNSET);
    if (sources.size() < expected) {
      slowest = UNSET;
    }
    if (fastest() != UNSET) {
      now = Math.max(now, Math.max(slowest, fastest() - skew));
    }
  }
}
