// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.LiveRules;
import io.traceweir.rules.RuleSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of one task that depend on its rules. Attributes have their slots by what rules ask
 * for, so all that reads traces is made anew when rules are exchanged.
 */
final class TaskRules {
  private final LiveRules live;
  private final Function<RuleSet, TickWork.Parts> make;
  private RuleSet taken;
  private final TickWork.Parts first;

  TaskRules(LiveRules live, Function<RuleSet, TickWork.Parts> make) {
    this.live = live;
    this.make = make;
    this.taken = live.rules();
    this.first = make.apply(taken);
  }

  /** Those of the start. */
  TickWork.Parts first() {
    return first;
  }

  /** Those of the rules that decide now; null when they are the same as before. */
  TickWork.@Nullable Parts exchanged() {
    RuleSet now = live.rules();
    if (now == taken) {
      return null;
    }
    taken = now;
    return make.apply(now);
  }
}
