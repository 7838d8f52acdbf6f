// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.LiveRules;
import io.traceweir.rules.Decider;
import io.traceweir.rules.RuleSet;
import io.traceweir.trace.AttributeNames;

/**
 * The pieces of one task that depend on its rules. Attributes have their slots by what rules ask
 * for, so all that reads traces is made anew when rules are exchanged. What decides is not when
 * they decide alike: limits and rates go on when only a candidate or a comment is another one.
 */
final class TaskRules {
  private final LiveRules live;
  private final double share;
  private final Maker maker;
  private RuleSet taken;
  private AttributeNames names;
  private Decider decider;
  private TickWork.Parts parts;

  /** Makes the pieces. */
  interface Maker {
    /**
     * All that a tick needs.
     *
     * @param names has the slots of the decider, and none yet of what is tried and counted
     */
    TickWork.Parts make(RuleSet rules, Decider decider, AttributeNames names);
  }

  /**
   * @param share of limits per second that counts here, 0 to 1
   */
  TaskRules(LiveRules live, double share, Maker maker) {
    this.live = live;
    this.share = share;
    this.maker = maker;
    this.taken = live.rules();
    this.names = new AttributeNames();
    this.decider = taken.bind(names, share);
    this.parts = maker.make(taken, decider, names.copy());
  }

  /** Those of the rules that were taken last. */
  TickWork.Parts parts() {
    return parts;
  }

  /** Takes the rules that decide now; false when they are the same as before. */
  boolean exchange() {
    RuleSet now = live.rules();
    if (now == taken) {
      return false;
    }
    if (!now.hash().equals(taken.hash())) {
      names = new AttributeNames();
      decider = now.bind(names, share);
    }
    taken = now;
    parts = maker.make(now, decider, names.copy());
    return true;
  }
}
