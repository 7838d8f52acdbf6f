// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

import java.time.Duration;

/**
 * How much is remembered. What does not fit is left out, and counted as such.
 *
 * @param window decisions are counted per rule for so long, and read back so far at start
 * @param decisions kept ones that are shown one by one, and as many dropped ones
 * @param intervals points of each service's and edge's history
 * @param series whose last point is remembered, per topic
 */
public record Limits(
    Duration window, int decisions, int intervals, int series, int services, int edges, int rules) {

  public static final Limits DEFAULT =
      new Limits(Duration.ofMinutes(15), 300, 60, 20_000, 500, 1_000, 500);
}
