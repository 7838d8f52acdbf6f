// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import io.traceweir.yaml.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which incidents happen, and when, as shares of the time that the traffic lasts.
 *
 * @param summary in one line
 */
public record Scenario(String name, String summary, List<Part> parts) {
  /** All incidents, one after the other. */
  public static final Scenario TOUR =
      new Scenario("tour", "all of these, one after the other", tour());

  /** None of them. */
  public static final Scenario CALM =
      new Scenario(
          "calm", "none of them, only declined cards and slow locks now and then", List.of());

  private static final Map<String, Scenario> BY_NAME = byName();

  /** One incident: from this share of the time to that. */
  record Part(Incident incident, double from, double to) {}

  public Scenario {
    parts = List.copyOf(parts);
  }

  /** Every scenario, in the order in which help lists them. */
  public static List<Scenario> all() {
    return List.copyOf(BY_NAME.values());
  }

  /**
   * Finds a scenario.
   *
   * @throws IllegalArgumentException with all names and the nearest one when there is none
   */
  public static Scenario named(String name) {
    Scenario found = BY_NAME.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no scenario has this name"
              + Nearest.hint(name, BY_NAME.keySet())
              + "; there are "
              + String.join(", ", BY_NAME.keySet()));
    }
    return found;
  }

  @Override
  public String toString() {
    return name;
  }

  private static Map<String, Scenario> byName() {
    Map<String, Scenario> scenarios = new LinkedHashMap<>();
    scenarios.put(TOUR.name, TOUR);
    scenarios.put(CALM.name, CALM);
    for (Incident incident : Incident.values()) {
      List<Part> middle = List.of(new Part(incident, 0.2, 0.8));
      scenarios.put(incident.label(), new Scenario(incident.label(), incident.summary(), middle));
    }
    return scenarios;
  }

  /** Each takes the same time, with a pause in between; the first begins after a calm moment. */
  private static List<Part> tour() {
    List<Part> parts = new ArrayList<>();
    double each = 0.92 / Incident.values().length;
    double from = 0.06;
    for (Incident incident : Incident.values()) {
      parts.add(new Part(incident, from, from + 0.75 * each));
      from += each;
    }
    return parts;
  }
}
