// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.split.SourceTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * The clock of one partition: how far its slowest source is, in milliseconds since the epoch.
 *
 * <p>It moves by what the log says and by floors that are written down, never by itself, so the
 * same records give the same clock, live, in catch-up or replayed. It never goes back. A source
 * that lags more than the skew bound behind the fastest one does not hold it, and one that has not
 * been heard counts as standing at the beginning.
 *
 * <p>An idle source follows the others, one step behind: when it is proven idle for the second
 * time, it has nothing that was written before the first time was in the log, so it stands where
 * the fastest one stood there. An idle source that were taken out of the reckoning instead would
 * let the clock run away when it and another one get a burst at once and the other one is read
 * first.
 */
final class SourceClock {
  /** Before the first record. */
  static final long UNSET = Long.MIN_VALUE;

  private static final int HEAD_FIELDS = 3;
  private static final int SOURCE_FIELDS = 5;

  private long maxSkewMillis;
  private final int present;
  private final Map<Integer, Source> sources = new LinkedHashMap<>();
  private int expected;
  private long now = UNSET;
  private long wall = UNSET;

  /**
   * @param maxSkewMillis how far a source may lag and still hold the clock
   * @param expected how many sources there are; watermarks may raise it
   */
  SourceClock(long maxSkewMillis, int expected) {
    this.maxSkewMillis = maxSkewMillis;
    this.present = expected;
    this.expected = expected;
  }

  private static final class Source {
    final SourceTime time = new SourceTime();

    /** Where the fastest source stood when this one was said to be idle; unheard when it is not. */
    long idleMark = SourceTime.UNHEARD;
  }

  long now() {
    return now;
  }

  /** The wall clock as it was last told, or {@link #UNSET}; it is part of what a replay needs. */
  long wall() {
    return wall;
  }

  /** From here on times are judged by this time of the wall clock. */
  void tellWall(long millis) {
    wall = millis;
  }

  /** From here on a source may lag this far behind and still hold the clock. */
  void maxSkew(long millis) {
    maxSkewMillis = millis;
  }

  /**
   * A record of a source: it is not idle, and its time counts unless it is hard to believe.
   *
   * @param firstUpTo the first record of a source is believed alone up to this time
   */
  void observe(int source, long recordMillis, long firstUpTo) {
    Source s = source(source);
    s.idleMark = SourceTime.UNHEARD;
    boolean moved = s.time.observe(recordMillis, firstUpTo);
    if (s.time.doubtedMillis() != SourceTime.UNHEARD) {
      moved |= believeWhereTwoAgree();
    }
    if (moved) {
      advance();
    }
  }

  /**
   * The split stage vouches: the source has nothing before this time.
   *
   * @param idle it was read to its end, and that was asked for when what was said of its idleness
   *     before was in the log
   */
  void watermark(int source, long millis, boolean idle, int sourcesInAll) {
    Source s = source(source);
    expected = Math.max(expected, sourcesInAll);
    s.time.raiseTo(millis);
    if (idle) {
      s.time.raiseTo(s.idleMark);
    }
    s.idleMark = idle ? fastest() : SourceTime.UNHEARD;
    advance();
  }

  /** A source proven at its end has nothing before this time. */
  void silentUntil(int source, long millis) {
    source(source).time.raiseTo(millis);
    advance();
  }

  /** The time of the source that is farthest, or {@link #UNSET}. */
  long fastest() {
    long fastest = UNSET;
    for (Source s : sources.values()) {
      fastest = Math.max(fastest, s.time.millis());
    }
    return fastest;
  }

  /**
   * When a record arrived, in data time: where its source stands, if the record's own time lies
   * before that. A producer whose clock is behind waits with the others of its partition, not with
   * those of the slowest one.
   */
  long arrival(int source, long recordMillis) {
    Source s = sources.get(source);
    return s == null ? recordMillis : Math.max(recordMillis, s.time.millis());
  }

  boolean isHeldBy(int source) {
    return source(source).time.millis() <= now;
  }

  /** Nothing holds the clock before this time any more. */
  void raiseTo(long millis) {
    now = Math.max(now, millis);
  }

  /**
   * All is silent: what is still in doubt is all there is, so it counts, and no source has anything
   * that others have to wait for. A time beyond {@code latestMillis} stays in doubt: with the clock
   * there, records of now would look old for as long as now has not caught up.
   */
  void allSilent(long latestMillis) {
    boolean moved = false;
    for (Source s : sources.values()) {
      moved |= s.time.believeUpTo(latestMillis);
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
    long fastest = fastest();
    if (fastest == UNSET) {
      return;
    }
    long slowest = sources.size() < expected ? UNSET : fastest;
    for (Source s : sources.values()) {
      slowest = Math.min(slowest, s.time.millis());
    }
    raiseTo(Math.max(slowest, fastest - maxSkewMillis));
  }

  /**
   * The state as it is now: now, expected, wall, then for each source its number, its idle mark,
   * the time it has reached, the time in doubt and how many records are in doubt.
   */
  long[] snapshot() {
    long[] out = new long[HEAD_FIELDS + SOURCE_FIELDS * sources.size()];
    out[0] = now;
    out[1] = expected;
    out[2] = wall;
    int i = HEAD_FIELDS;
    for (var e : sources.entrySet()) {
      SourceTime time = e.getValue().time;
      out[i++] = e.getKey();
      out[i++] = e.getValue().idleMark;
      out[i++] = time.millis();
      out[i++] = time.doubtedMillis();
      out[i++] = time.doubtingRecords();
    }
    return out;
  }

  /** A snapshot as it was before it knew the wall clock, as one of now. */
  static long[] withoutWall(long[] former) {
    if (former.length < HEAD_FIELDS - 1) {
      return former;
    }
    long[] out = new long[former.length + 1];
    System.arraycopy(former, 0, out, 0, HEAD_FIELDS - 1);
    out[HEAD_FIELDS - 1] = UNSET;
    System.arraycopy(former, HEAD_FIELDS - 1, out, HEAD_FIELDS, former.length - HEAD_FIELDS + 1);
    return out;
  }

  /** Goes back to a snapshot. */
  void restore(long[] snapshot) {
    sources.clear();
    now = snapshot[0];
    expected = Math.max(expected, (int) snapshot[1]);
    wall = snapshot[2];
    for (int i = HEAD_FIELDS; i < snapshot.length; i += SOURCE_FIELDS) {
      Source s = source((int) snapshot[i]);
      s.idleMark = snapshot[i + 1];
      s.time.restore(snapshot[i + 2], snapshot[i + 3], (int) snapshot[i + 4]);
    }
  }

  /** Sources that are read no more hold nothing, and nobody waits to hear of them. */
  void keepOnly(IntPredicate current) {
    sources.keySet().removeIf(source -> !current.test(source));
    expected = Math.max(present, sources.size());
  }

  @Override
  public String toString() {
    return "SourceClock" + Arrays.toString(snapshot());
  }
}
