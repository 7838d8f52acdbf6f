// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import io.traceweir.quickstart.traffic.ShopTraffic.Plan;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/** Who comes when and wants what. */
final class Visits {
  private static final double SECOND = 1_000_000_000;
  private static final double REFUNDS = 0.04;

  private final Plan plan;
  private final Timeline timeline;
  private Set<Incident> before = EnumSet.noneOf(Incident.class);
  private long visits;

  Visits(Plan plan, Timeline timeline) {
    this.plan = plan;
    this.timeline = timeline;
  }

  /** When the next one comes, in traffic time. */
  long nextNanos() {
    return (long) (visits / plan.visitsPerSecond() * SECOND);
  }

  boolean areOver() {
    return nextNanos() >= plan.duration().toNanos();
  }

  /** The next one, told to its end. */
  ShopTrace next(long startNanos) {
    long at = nextNanos();
    Set<Incident> active = timeline.at(at);
    Weather weather = Weather.of(active, before);
    before = active;
    ShopTrace trace = new ShopTrace(new SplittableRandom(seedOf(visits++)));
    Visit visit = visit(trace, weather);
    if (active.contains(Incident.BAD_DEPLOY)) {
      trace.upgrade(ShopService.SEARCH);
      if (weather.shown().contains(Incident.BAD_DEPLOY)) {
        trace.pin(ShopService.SEARCH);
      }
    }
    new Visitor(trace, weather).visit(visit, startNanos + at);
    return trace;
  }

  private static Visit visit(ShopTrace trace, Weather weather) {
    if (weather.strikes(Incident.RARE_ENDPOINT, trace, REFUNDS)) {
      return Visit.REFUND;
    }
    Visit any = Visit.pick(trace);
    return weather.shown().stream().findFirst().map(Incident::shownBy).orElse(any);
  }

  /** Neighbouring visits get distant seeds: SplittableRandom's own steps must not meet them. */
  private long seedOf(long visit) {
    long mixed = plan.seed() + visit * 0xD1B54A32D192ED03L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }
}
