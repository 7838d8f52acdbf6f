// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which faults strike when, in the time of the traffic: a function of the seed and the duration. It
 * begins with one worker, and all of it happens while traffic runs.
 */
public record Schedule(long seed, List<Step> steps) {
  /** Less leaves no time for a kill and the return after it. */
  public static final Duration SHORTEST = Duration.ofSeconds(15);

  /** Traffic before the first fault, so that there is something to lose. */
  private static final long LEAD_MILLIS = 4_000;

  /** Traffic after the last fault's time is up. */
  private static final long TAIL_MILLIS = 3_000;

  private static final int LISTED = 12;

  /** One fault and its time. */
  public record Step(Duration at, Fault fault) {
    @Override
    public String toString() {
      return at.toSeconds() + " s " + fault.plan();
    }
  }

  public Schedule {
    steps = List.copyOf(steps);
  }

  /**
   * Faults for traffic of this length.
   *
   * @throws IllegalArgumentException when it is too short for any
   */
  public static Schedule of(long seed, Duration duration) {
    if (duration.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "--chaos needs a --duration of "
              + SHORTEST.toSeconds()
              + "s or more: less leaves no time for a kill and the return after it");
    }
    long room = duration.toMillis() - LEAD_MILLIS - TAIL_MILLIS;
    Tour tour =
        Tour.LONGEST_FIRST.stream().filter(t -> t.millis() <= room).findFirst().orElseThrow();
    return new Schedule(seed, new Composer(seed).steps(tour, LEAD_MILLIS, room));
  }

  /** For people, in one paragraph. */
  public String sentence() {
    String listed =
        steps.stream().limit(LISTED).map(Step::toString).collect(Collectors.joining("; "));
    int more = steps.size() - LISTED;
    return String.format(
        Locale.ROOT,
        "faults of seed %d: %s%s",
        seed,
        listed,
        more > 0 ? "; and " + more + " more" : "");
  }
}
