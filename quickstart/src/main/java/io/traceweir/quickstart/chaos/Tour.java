// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import java.util.List;

/** Kinds of faults in an order that shows something; it leaves one worker, as it found one. */
record Tour(List<Act> acts) {
  /** The first one for which there is time is taken. */
  static final List<Tour> LONGEST_FIRST =
      List.of(
          of(Act.KILL, Act.UP, Act.KILL, Act.UP, Act.LOSE, Act.ROLL, Act.KILL, Act.DOWN, Act.KILL),
          of(Act.KILL, Act.UP, Act.LOSE, Act.UP, Act.KILL, Act.DOWN),
          of(Act.KILL, Act.UP, Act.KILL),
          of(Act.KILL));

  Tour {
    acts = List.copyOf(acts);
  }

  private static Tour of(Act... acts) {
    return new Tour(List.of(acts));
  }

  /** How long it takes at least. */
  long millis() {
    return acts.stream().mapToLong(Act::millis).sum();
  }

  /** A kind of fault, and the time until the next one at least. */
  enum Act {
    KILL(8),
    LOSE(12),
    UP(8),
    DOWN(8),
    ROLL(20);

    private final long millis;

    Act(long seconds) {
      this.millis = seconds * 1_000;
    }

    long millis() {
      return millis;
    }
  }
}
