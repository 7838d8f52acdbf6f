// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each source of the input has been read, and so how far others may be read ahead of it: in
 * a backlog, what is read ahead fills the trace buffer, and a source that lags more than {@code
 * max_source_skew} does not hold the clock, so its traces would be decided without it.
 *
 * <p>Only a source that is catching up holds others, which shows in that its data goes by faster
 * than time: a producer whose clock is an hour behind, a source at its end and one that cannot keep
 * up hold nobody. What is known of other instances is some seconds old, so they are allowed a
 * larger distance. Partitions of the same number are read together, in order of time, by one task:
 * they never wait for each other. Times are milliseconds since the epoch; used by all threads.
 */
public final class InputProgress {
  /** Where others are known at once, a backlog is read in step within this. */
  private static final long STEP_HERE_MILLIS = 30_000;

  /** How long a source is watched to tell whether it catches up. */
  private static final long WATCHED_MILLIS = 5_000;

  /** One that does not move at all for so long, though it is not at its end, holds nobody. */
  private static final long STUCK_MILLIS = 60_000;

  /** Data that goes by so many times faster than time is a backlog. */
  private static final double FASTER = 1.5;

  private final Sources sources;
  private final InstantSource wall;
  private final long stepMillis;
  private final Map<Integer, Reached> reached = new TreeMap<>();
  private long begunMillis = Long.MAX_VALUE;
  private volatile int held;

  private static final long NOTHING = -1;

  private static final class Reached {
    long millis = SourceTime.UNHEARD;
    boolean here;
    boolean atEnd;
    private long handedOut = NOTHING;
    private long processed = NOTHING;
    private long nextMillis = SourceTime.UNHEARD;
    private long watchedSinceWall;
    private long standsSinceWall;
    private long watchedFromMillis = SourceTime.UNHEARD;
    private boolean catchingUp = true;

    void handOut(long firstMillis, long lastOffset, long putBackMillis) {
      if (processed >= handedOut) {
        raise(firstMillis);
      }
      handedOut = Math.max(handedOut, lastOffset);
      nextMillis = putBackMillis;
      raiseToNext();
    }

    void process(long offset, long timeMillis) {
      processed = offset;
      raise(timeMillis);
      raiseToNext();
    }

    /** What was put back is next only when everything before it has been processed. */
    private void raiseToNext() {
      if (processed >= handedOut) {
        raise(nextMillis);
      }
    }

    void raise(long toMillis) {
      millis = Math.max(millis, toMillis);
    }

    void leave() {
      here = false;
      handedOut = NOTHING;
      processed = NOTHING;
      nextMillis = SourceTime.UNHEARD;
    }

    boolean isHeard() {
      return millis != SourceTime.UNHEARD;
    }

    boolean catchesUp() {
      return catchingUp && !isDone();
    }

    /** At its end, and what was found before is processed. */
    boolean isDone() {
      return atEnd && processed >= handedOut;
    }

    void watch(long wallMillis) {
      if (watchedFromMillis == SourceTime.UNHEARD || millis == watchedFromMillis) {
        stand(wallMillis);
      } else if (wallMillis - watchedSinceWall >= WATCHED_MILLIS) {
        catchingUp = millis - watchedFromMillis >= FASTER * (wallMillis - watchedSinceWall);
        watchFrom(wallMillis);
      }
    }

    /** It may be about to start, or wait for a broker; after a while it counts as stuck. */
    private void stand(long wallMillis) {
      if (watchedFromMillis == SourceTime.UNHEARD) {
        standsSinceWall = wallMillis;
      } else if (wallMillis - standsSinceWall >= STUCK_MILLIS) {
        catchingUp = false;
      }
      watchedSinceWall = wallMillis;
      watchedFromMillis = millis;
    }

    /** Also for one that is held: standing still, it does not show what it would do. */
    void watchFrom(long wallMillis) {
      watchedSinceWall = wallMillis;
      watchedFromMillis = millis;
      standsSinceWall = wallMillis;
    }
  }

  /**
   * Nothing is known yet.
   *
   * @param maxSourceSkew farther behind than this, a source does not hold the clock
   */
  public InputProgress(Sources sources, Duration maxSourceSkew, InstantSource wall) {
    this.sources = sources;
    this.stepMillis = maxSourceSkew.toMillis() / 2;
    this.wall = wall;
  }

  /** The sources whose progress this is. */
  public Sources sources() {
    return sources;
  }

  public boolean isInput(TopicPartition partition) {
    return sources.topics().contains(partition.topic());
  }

  private Reached of(TopicPartition partition) {
    return of(sources.number(partition.topic(), partition.partition()));
  }

  private Reached of(int source) {
    return reached.computeIfAbsent(source, s -> new Reached());
  }

  /** A record was processed by this instance; the source is as far as this time. */
  synchronized void processed(TopicPartition partition, long offset, long reachedMillis) {
    Reached r = of(partition);
    r.here = true;
    r.process(offset, reachedMillis);
  }

  /**
   * Records are on their way to the task of this instance.
   *
   * @param firstMillis the earliest time in them
   * @param lastOffset of them
   * @param putBackMillis the earliest time in what was put back behind them, or {@link
   *     SourceTime#UNHEARD}
   */
  public synchronized void handedOut(
      TopicPartition partition, long firstMillis, long lastOffset, long putBackMillis) {
    Reached r = of(partition);
    r.here = true;
    r.atEnd = false;
    r.handOut(firstMillis, lastOffset, putBackMillis);
  }

  /** This instance is going to read it. */
  public synchronized void isHere(TopicPartition partition) {
    of(partition).here = true;
  }

  /** This instance has these records in front of it; others may begin before the first of them. */
  public synchronized void found(TopicPartition partition, long firstMillis) {
    Reached r = of(partition);
    r.here = true;
    r.atEnd = false;
    if (!r.isHeard()) {
      r.raise(firstMillis);
    }
    begunMillis = Math.min(begunMillis, firstMillis);
  }

  /** This instance reads no more of it. */
  synchronized void leftHere(TopicPartition partition) {
    of(partition).leave();
  }

  /**
   * A watermark says so, perhaps one of another instance.
   *
   * @param idle it is at its end
   */
  public synchronized void heard(int source, long millis, boolean idle) {
    Reached r = of(source);
    r.raise(millis);
    if (!r.here) {
      r.atEnd = idle;
    }
  }

  /** This instance has found nothing more in it for now; that it is the end may be unknown. */
  public synchronized void foundNothing(TopicPartition partition, boolean atEnd) {
    Reached r = of(partition);
    r.here = true;
    r.atEnd = atEnd;
  }

  /** Those of these partitions that have to wait now. */
  public synchronized Set<TopicPartition> ahead(Collection<TopicPartition> partitions) {
    long now = wall.millis();
    reached.values().stream().filter(Reached::isHeard).forEach(r -> r.watch(now));
    Set<TopicPartition> ahead = new HashSet<>();
    for (TopicPartition p : partitions) {
      if (isInput(p) && position(p.partition()) > latest(p)) {
        ahead.add(p);
        of(p).watchFrom(now);
      }
    }
    held = ahead.size();
    return ahead;
  }

  /** Records of this partition that are later than this have to wait. */
  public synchronized long latest(TopicPartition partition) {
    long latest = Long.MAX_VALUE;
    for (Map.Entry<Integer, Reached> e : reached.entrySet()) {
      Reached r = e.getValue();
      if (Sources.task(e.getKey()) != partition.partition() && r.catchesUp()) {
        latest = Math.min(latest, latestBecauseOf(r));
      }
    }
    return latest;
  }

  /** A source that will be read here, and is not known to be empty, may begin where others did. */
  private long latestBecauseOf(Reached r) {
    if (r.isHeard()) {
      return r.millis + Math.min(stepMillis, r.here ? STEP_HERE_MILLIS : Long.MAX_VALUE);
    }
    boolean begun = begunMillis != Long.MAX_VALUE;
    return r.here && begun ? begunMillis + Math.min(stepMillis, STEP_HERE_MILLIS) : Long.MAX_VALUE;
  }

  /** Where the slowest source of a task is that catches up, or where the farthest is. */
  private long position(int task) {
    List<Reached> heard =
        sources.ofTask(task).stream().map(this::of).filter(Reached::isHeard).toList();
    return heard.stream()
        .filter(Reached::catchesUp)
        .mapToLong(r -> r.millis)
        .min()
        .orElseGet(() -> heard.stream().mapToLong(r -> r.millis).max().orElse(SourceTime.UNHEARD));
  }

  /** Does another partition of the same task come to this time only later? */
  public synchronized boolean isAwaitedByOthersOfItsTask(TopicPartition partition, long millis) {
    return sources.ofTask(partition.partition()).stream()
        .filter(p -> !p.equals(partition))
        .map(this::of)
        .anyMatch(r -> r.here && !r.isDone() && r.millis < millis);
  }

  /** How many partitions waited when they were last asked about. */
  public int held() {
    return held;
  }
}
