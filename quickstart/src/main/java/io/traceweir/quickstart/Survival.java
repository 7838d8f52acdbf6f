// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.traceweir.quickstart.chaos.Chaos;
import io.traceweir.quickstart.chaos.Event;
import io.traceweir.quickstart.chaos.Tally;
import io.traceweir.quickstart.check.Damage;
import java.time.Duration;
import java.util.List;

/**
 * What is left after all faults.
 *
 * @param seed of the faults
 * @param faults that struck
 * @param traces that were sent
 * @param spans that were sent, each once
 * @param longestGap between two committed decisions while traffic ran
 * @param events what happened, in order
 * @param obituaries of workers that nobody had ended
 */
record Survival(
    long seed,
    Tally faults,
    long traces,
    long spans,
    Damage damage,
    Duration longestGap,
    List<Event> events,
    List<String> obituaries) {
  Survival {
    obituaries = List.copyOf(obituaries);
    events = List.copyOf(events);
  }

  static Survival of(Chaos chaos, ShopRun shop, Damage damage) {
    return new Survival(
        chaos.schedule().seed(),
        chaos.tally(),
        shop.traces(),
        shop.spans(),
        damage,
        chaos.longestGap(),
        chaos.events(),
        chaos.obituaries());
  }

  /** Nothing is spoilt, and no worker died that was not to die. */
  boolean isWhole() {
    return damage.isNone() && faults.deaths() == 0;
  }
}
