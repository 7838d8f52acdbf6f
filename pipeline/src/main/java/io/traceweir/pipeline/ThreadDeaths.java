// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A stream thread that dies is replaced, unless that is of no use: the same tasks die again and
 * again, or threads die all the time. A broker that is away is waited for, as long as it takes.
 *
 * <p>Offsets alone do not say whether a task gets further. A trace that cannot be written is read
 * long before it is decided, and watermarks behind it are committed each time. So deaths count as
 * one trouble when the offsets are the same, or when the cause is and the last one is not long ago
 * (a new thread waits for the session of the dead one to time out).
 */
final class ThreadDeaths {
  /** Deaths of the same tasks of one trouble. */
  static final int MOST_IN_PLACE = 5;

  private static final int MOST_EVENTS = 10;
  private static final long WITHIN_MILLIS = Duration.ofMinutes(5).toMillis();

  /** One trouble may kill all threads of a process, one after the other. */
  private static final long EVENT_MILLIS = Duration.ofSeconds(5).toMillis();

  /** What died so long ago was another trouble. */
  private static final long FORGET_MILLIS = Duration.ofHours(1).toMillis();

  private final InstantSource wall;
  private final Map<Set<String>, Place> places = new HashMap<>();
  private final ArrayDeque<Long> events = new ArrayDeque<>();

  ThreadDeaths(InstantSource wall) {
    this.wall = wall;
  }

  /**
   * A death.
   *
   * @param tasks the one at fault, or all of the thread when that is not known; it may have none
   * @param cause a word for the kind of trouble
   * @param committed where these tasks begin again, null when Kafka does not say
   * @param away the cause is that Kafka does not answer
   */
  record Death(
      Set<String> tasks,
      String cause,
      @Nullable Map<TopicPartition, Long> committed,
      boolean away) {
    Death {
      tasks = Set.copyOf(tasks);
      committed = committed == null ? null : Map.copyOf(committed);
    }
  }

  /** What to do about it. */
  enum Verdict {
    REPLACE,
    /** The same tasks again and again. */
    STUCK,
    /** Wherever it is, there is no end of it. */
    TOO_MANY
  }

  private record Place(
      String cause, Map<TopicPartition, Long> committed, int deaths, long lastMillis) {
    boolean isTroubleOf(String nextCause, Map<TopicPartition, Long> next, long now) {
      return committed.equals(next)
          || (cause.equals(nextCause) && now < lastMillis + WITHIN_MILLIS);
    }
  }

  /** Counts a death. */
  synchronized Verdict count(Death death) {
    if (death.away || death.committed == null) {
      return Verdict.REPLACE;
    }
    long now = wall.millis();
    if (deathsInPlace(death, death.committed, now) >= MOST_IN_PLACE) {
      return Verdict.STUCK;
    }
    return eventsLately(now) > MOST_EVENTS ? Verdict.TOO_MANY : Verdict.REPLACE;
  }

  private int deathsInPlace(Death death, Map<TopicPartition, Long> committed, long now) {
    if (death.tasks.isEmpty()) {
      return 0; // it had none yet: nothing tells such deaths apart
    }
    places.values().removeIf(p -> p.lastMillis < now - FORGET_MILLIS);
    Place before = places.get(death.tasks);
    int deaths = 1;
    if (before != null && before.isTroubleOf(death.cause, committed, now)) {
      deaths += before.deaths;
    }
    places.put(death.tasks, new Place(death.cause, committed, deaths, now));
    return deaths;
  }

  private int eventsLately(long now) {
    while (!events.isEmpty() && events.element() < now - WITHIN_MILLIS) {
      events.remove();
    }
    Long last = events.peekLast();
    if (last == null || now >= last + EVENT_MILLIS) {
      events.add(now);
    }
    return events.size();
  }
}
