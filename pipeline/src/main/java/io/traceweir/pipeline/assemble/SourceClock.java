// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.split.SourceTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The clock of one partition: how far its slowest source is, in milliseconds since the epoch.
 *
 * <p>It moves by what the log says and by floors that are written down, never by itself, so the
 * same records give the same clock, live, in catch-up or replayed. It never goes back. A source
 * that lags more than the skew bound behind the fastest one does not hold it, an idle one neither,
 * and one that has not been heard counts as standing at the beginning.
 */
final class SourceClock {
  /** Before the first record. */
  static final long UNSET = Long.MIN_VALUE;

  private final long maxSkewMillis;
  private final Map<Integer, Source> sources = new LinkedHashMap<>();
  private int expected;
  private long now = UNSET;

  /**
   * @param maxSkewMillis how far a source may lag and still hold the clock
   * @param expected how many sources there are; watermarks may raise it
   */
  SourceClock(long maxSkewMillis, int expected) {
    this.maxSkewMillis = maxSkewMillis;
    this.expected = expected;
  }

  private static final class Source {
    final SourceTime time = new SourceTime();
    boolean idle;
  }

  long now() {
    return now;
  }

  /** A record of a source: it is not idle, and its time counts unless it is hard to believe. */
  void observe(int source, long recordMillis) {
    Source s = source(source);
    boolean wasIdle = s.idle;
    s.idle = false;
    boolean moved = s.time.observe(recordMillis);
    if (s.time.doubtedMillis() != SourceTime.UNHEARD) {
      moved |= believeWhereTwoAgree();
    }
    if (moved || wasIdle) {
      advance();
    }
  }

  /** The split stage vouches: the source has nothing before this time. */
  void watermark(int source, long millis, boolean idle, int sourcesInAll) {
    Source s = source(source);
    expected = Math.max(expected, sourcesInAll);
    s.time.raiseTo(millis);
    s.idle = idle;
    advance();
  }

  /** A source proven at its end does not hold the clock until it speaks again. */
  void idle(int source) {
    source(source).idle = true;
    advance();
  }

  boolean isHeldBy(int source) {
    Source s = source(source);
    return !s.idle && s.time.millis() <= now;
  }

  /** Nothing holds the clock before this time any more. */
  void raiseTo(long millis) {
    now = Math.max(now, millis);
  }

  /**
   * All is silent: what is still in doubt is all there is, so it counts, and no source has anything
   * that others have to wait for.
   */
  void allSilent() {
    boolean moved = false;
    for (Source s : sources.values()) {
      moved |= s.time.believe();
    }
    if (moved) {
      advance();
    }
    for (Source s : sources.values()) {
      raiseTo(s.time.millis());
    }
  }

  private Source source(int id) {
    return sources.computeIfAbsent(id, i -> new Source());
  }

  private boolean believeWhereTwoAgree() {
    boolean moved = false;
    for (Source doubting : sources.values()) {
      long doubted = doubting.time.doubtedMillis();
      if (doubted != SourceTime.UNHEARD && isSeenByAnother(doubting, doubted)) {
        moved |= doubting.time.believe();
      }
    }
    return moved;
  }

  private boolean isSeenByAnother(Source self, long millis) {
    long enough = millis - SourceTime.JUMP_MILLIS;
    for (Source other : sources.values()) {
      if (other != self
          && (other.time.millis() >= enough || other.time.doubtedMillis() >= enough)) {
        return true;
      }
    }
    return false;
  }

  private void advance() {
    long fastest = UNSET;
    long slowest = Long.MAX_VALUE;
    int heard = 0;
    for (Source s : sources.values()) {
      if (s.time.millis() != SourceTime.UNHEARD || s.idle) {
        heard++;
      }
      fastest = Math.max(fastest, s.time.millis());
      if (!s.idle) {
        slowest = Math.min(slowest, s.time.millis());
      }
    }
    if (fastest == UNSET) {
      return;
    }
    if (heard < expected) {
      slowest = UNSET;
    }
    long bounded = Math.max(slowest, fastest - maxSkewMillis);
    raiseTo(Math.min(bounded, fastest));
  }

  /** The state as it is now: now, expected, then source, time and idleness of each source. */
  long[] snapshot() {
    long[] out = new long[2 + 3 * sources.size()];
    out[0] = now;
    out[1] = expected;
    int i = 2;
    for (var e : sources.entrySet()) {
      out[i++] = e.getKey();
      out[i++] = e.getValue().time.millis();
      out[i++] = e.getValue().idle ? 1 : 0;
    }
    return out;
  }

  /** Goes back to a snapshot. */
  void restore(long[] snapshot) {
    sources.clear();
    now = snapshot[0];
    expected = Math.max(expected, (int) snapshot[1]);
    for (int i = 2; i < snapshot.length; i += 3) {
      Source s = source((int) snapshot[i]);
      if (snapshot[i + 1] != SourceTime.UNHEARD) {
        s.time.raiseTo(snapshot[i + 1]);
      }
      s.idle = snapshot[i + 2] != 0;
    }
  }

  void clear() {
    sources.clear();
    now = UNSET;
  }

  @Override
  public String toString() {
    return "SourceClock" + Arrays.toString(snapshot());
  }
}
