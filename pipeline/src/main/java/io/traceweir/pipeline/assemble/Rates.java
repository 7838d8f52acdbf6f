// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.rules.Rule;
import java.util.HashMap;
import java.util.Map;

/** How many traces were asked for in this second of the data's clock, by rule. */
final class Rates {
  private final Map<String, Integer> taken = new HashMap<>();
  private long second = Long.MIN_VALUE;

  /** False when the rule has had its share of this second. */
  boolean take(Rule rule, int most, long clockMillis) {
    if (!isInSecond(clockMillis)) {
      taken.clear();
      second = Math.floorDiv(clockMillis, 1000);
    }
    if (taken.getOrDefault(rule.name(), 0) >= most) {
      return false;
    }
    taken.merge(rule.name(), 1, Integer::sum);
    return true;
  }

  /** Starts in the second that the clock stands in, before a restart. */
  void resume(long clockMillis) {
    taken.clear();
    second = Math.floorDiv(clockMillis, 1000);
  }

  /** One was taken before the restart. */
  void took(String rule, long clockMillis) {
    if (isInSecond(clockMillis)) {
      taken.merge(rule, 1, Integer::sum);
    }
  }

  private boolean isInSecond(long clockMillis) {
    return Math.floorDiv(clockMillis, 1000) == second;
  }
}
