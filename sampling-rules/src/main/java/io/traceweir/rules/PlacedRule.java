// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.rules.RuleSet.ReadRule;
import io.traceweir.rules.condition.Condition;
import io.traceweir.yaml.Position;
import io.traceweir.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * A rule as far as it could be read, with the place it was read from.
 *
 * @param name null when it has none
 * @param nameAt where its name stands, or where the rule begins
 * @param isCatchAll it surely takes every trace
 * @param condition null for the catch-all, and when it could not be understood
 * @param read null when a part that decides is missing or wrong
 */
record PlacedRule(
    @Nullable String name,
    YamlNode nameAt,
    boolean hasWhen,
    boolean isCatchAll,
    @Nullable Condition condition,
    @Nullable ReadRule read) {

  int line() {
    Position position = nameAt.position();
    return position.line();
  }

  /** How a message about another rule speaks of this one. */
  String shown() {
    return name == null ? "the rule in line " + line() : "`" + name + "` in line " + line();
  }
}
