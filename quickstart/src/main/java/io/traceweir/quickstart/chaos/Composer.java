// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import io.traceweir.quickstart.chaos.Fault.Kill;
import io.traceweir.quickstart.chaos.Fault.RollingRestart;
import io.traceweir.quickstart.chaos.Fault.Scale;
import io.traceweir.quickstart.chaos.Schedule.Step;
import io.traceweir.quickstart.chaos.Tour.Act;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes faults of a tour, with the luck of a seed: exact moments, victims, and time away. */
final class Composer {
  private static final int MOST_WORKERS = 3;

  /** How much later than its slot begins a fault may come, so that it hits at any moment. */
  private static final double JITTER = 0.3;

  private static final int LONGEST_AWAY_MILLIS = 2_000;

  private final SplittableRandom random;
  private final List<Step> steps = new ArrayList<>();
  private int workers = 1;

  Composer(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * The tour as often as it fits, stretched to fill the room.
   *
   * @param roomMillis as much as the tour takes, or more
   */
  List<Step> steps(Tour tour, long beginMillis, long roomMillis) {
    long times = roomMillis / tour.millis();
    double stretch = (double) roomMillis / (times * tour.millis());
    double at = beginMillis;
    for (long i = 0; i < times; i++) {
      for (Act act : tour.acts()) {
        double slot = act.millis() * stretch;
        long millis = Math.round(at + slot * JITTER * random.nextDouble());
        steps.add(new Step(Duration.ofMillis(millis), fault(act)));
        at += slot;
      }
    }
    return List.copyOf(steps);
  }

  private Fault fault(Act act) {
    return switch (act) {
      case KILL -> kill(false);
      case LOSE -> kill(true);
      case UP -> scale(Math.min(MOST_WORKERS, workers + 1));
      case DOWN -> scale(1);
      case ROLL -> new RollingRestart();
    };
  }

  private Scale scale(int to) {
    workers = to;
    return new Scale(to);
  }

  private Kill kill(boolean losesState) {
    return new Kill(
        1 + random.nextInt(workers),
        losesState,
        Duration.ofMillis(random.nextInt(LONGEST_AWAY_MILLIS)));
  }
}
