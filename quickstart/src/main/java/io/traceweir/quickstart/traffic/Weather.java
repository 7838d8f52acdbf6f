// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import java.util.EnumSet;
import java.util.Set;

/**
 * The incidents that a visit runs into.
 *
 * @param active while the visit begins
 * @param shown those of them that no earlier visit ran into: they strike whatever luck says, so
 *     that every incident is seen however few visits there are
 */
record Weather(Set<Incident> active, Set<Incident> shown) {
  static Weather of(Set<Incident> active, Set<Incident> before) {
    Set<Incident> shown = EnumSet.noneOf(Incident.class);
    shown.addAll(active);
    shown.removeAll(before);
    return new Weather(active, shown);
  }

  /** Whether an incident hits this trace, which remembers it. */
  boolean strikes(Incident incident, ShopTrace trace, double probability) {
    boolean hit =
        active.contains(incident) && (shown.contains(incident) || trace.happens(probability));
    if (hit) {
      trace.touch(incident);
    }
    return hit;
  }
}
