// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.traceweir.rules.Rule;
import java.time.Duration;
import java.util.List;

/**
 * What a run is going to be.
 *
 * @param rules that decide
 * @param duration of the traffic; zero when nobody knows
 * @param requests to be sent; 0 when nobody knows
 * @param addresses where it is reached meanwhile
 */
public record Plan(List<Rule> rules, Duration duration, int requests, Addresses addresses) {
  public Plan {
    rules = List.copyOf(rules);
  }

  /** Of a run that is reached nowhere. */
  Plan(List<Rule> rules, Duration duration, int requests) {
    this(rules, duration, requests, Addresses.NONE);
  }
}
