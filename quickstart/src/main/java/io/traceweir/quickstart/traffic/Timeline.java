// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A scenario in traffic time: which incident begins when, and when it is over. */
public final class Timeline {
  /** One incident, from its begin to its end, which lies outside. */
  public record Entry(Incident incident, Duration from, Duration to) {
    boolean holdsAt(long nanos) {
      return nanos >= from.toNanos() && nanos < to.toNanos();
    }
  }

  /** Something to be told when its time has come. */
  public record Announcement(Duration at, Incident incident, boolean begins) {
    /** For people, without the time: what happens now. */
    public String sentence() {
      return begins ? incident.beginSentence() : incident.endSentence();
    }
  }

  private final List<Entry> entries;

  Timeline(Scenario scenario, Duration duration) {
    entries =
        scenario.parts().stream()
            .map(p -> new Entry(p.incident(), share(duration, p.from()), share(duration, p.to())))
            .toList();
  }

  /** To the millisecond, so that what is announced is what happens. */
  private static Duration share(Duration whole, double part) {
    return Duration.ofMillis(Math.round(whole.toMillis() * part));
  }

  /** In order of their begin. */
  public List<Entry> entries() {
    return entries;
  }

  /** Begins and ends of all incidents, in order of time. */
  public List<Announcement> announcements() {
    List<Announcement> all = new ArrayList<>();
    for (Entry entry : entries) {
      all.add(new Announcement(entry.from, entry.incident, true));
      all.add(new Announcement(entry.to, entry.incident, false));
    }
    all.sort(Comparator.comparing(Announcement::at));
    return List.copyOf(all);
  }

  Set<Incident> at(long nanos) {
    Set<Incident> active = EnumSet.noneOf(Incident.class);
    for (Entry entry : entries) {
      if (entry.holdsAt(nanos)) {
        active.add(entry.incident);
      }
    }
    return active;
  }
}
