// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.traceweir.app.outcome.Load;
import io.traceweir.app.outcome.Loads.Arrow;
import java.time.Duration;
import java.util.List;

/** All there is to see at one moment; how much of it is shown is up to the room there is. */
record Picture(
    Head head,
    Addresses addresses,
    Crew crew,
    List<RuleRow> rules,
    List<ServiceRow> services,
    List<EdgeRow> edges,
    List<Story> stories,
    List<Event> events) {
  Picture {
    rules = List.copyOf(rules);
    services = List.copyOf(services);
    edges = List.copyOf(edges);
    stories = List.copyOf(stories);
    events = List.copyOf(events);
  }

  /** Where this process decides. */
  Picture(
      Head head,
      Addresses addresses,
      List<RuleRow> rules,
      List<ServiceRow> services,
      List<EdgeRow> edges,
      List<Story> stories,
      List<Event> events) {
    this(head, addresses, Crew.NONE, rules, services, edges, stories, events);
  }

  /**
   * Who decides, when others do.
   *
   * @param pace traces decided in each of the last seconds, the oldest first
   */
  record Crew(List<WorkerRow> workers, List<Long> pace) {
    static final Crew NONE = new Crew(List.of(), List.of());

    Crew {
      workers = List.copyOf(workers);
      pace = List.copyOf(pace);
    }
  }

  /** Totals and rates of traces and spans. */
  record Flow(long traces, double tracesPerSecond, long spans, double spansPerSecond) {
    static final Flow NONE = new Flow(0, 0, 0, 0);
  }

  /**
   * How far it has come.
   *
   * @param planned length of the traffic; zero when nobody knows
   * @param sentShare of a replay, 0 to 1; NaN when nobody knows
   */
  record Head(
      Duration elapsed,
      Duration planned,
      double sentShare,
      boolean over,
      Flow sent,
      Flow decided,
      long kept,
      long waiting) {}

  /**
   * One rule.
   *
   * @param reason its note or condition
   * @param part what it keeps of its traces: {@code 5% of it}, {@code 500 spans/s of it}; empty
   *     when that is all or none
   */
  record RuleRow(String rule, String reason, String part, long kept, long dropped) {}

  /** Calls of the last intervals, together and one by one. */
  record ServiceRow(String service, Load load, List<Load> history) {
    ServiceRow {
      history = List.copyOf(history);
    }
  }

  /** Calls of the last intervals. */
  record EdgeRow(Arrow arrow, Load load) {}

  /** Something that was said, and when. */
  record Event(Duration at, String text) {}
}
