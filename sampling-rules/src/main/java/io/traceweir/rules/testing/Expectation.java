// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import io.traceweir.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * What should become of a trace; null where the test does not say.
 *
 * @param outcome what becomes of it whatever its randomness, unless it has a certain one
 */
record Expectation(
    @Nullable Named rule,
    @Nullable Keep keep,
    @Nullable Outcome outcome,
    @Nullable Upgrade upgrade) {

  /** The name of a rule or policy, and where it stands. */
  record Named(String name, YamlNode at) {}

  /** The share of such traces that is kept, 0 to 1. */
  record Keep(double share, YamlNode at) {}

  /**
   * Of a trace that was dropped before something of it came late.
   *
   * @param rule that brings it back; null when none does
   */
  record Upgrade(@Nullable String rule, YamlNode at) {
    @Override
    public String toString() {
      return rule == null ? "false" : rule;
    }
  }

  boolean isEmpty() {
    return rule == null && keep == null && outcome == null;
  }
}
