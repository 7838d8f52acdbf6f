// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.rules.condition.Focus;
import io.traceweir.rules.condition.TraceFilter;
import io.traceweir.trace.Trace;
import io.traceweir.tracestate.Threshold;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that may bring a dropped trace back, asked about the part of it that came late. Which
 * rule takes the whole trace is for {@link Decider} to say, once the whole is there. One thread.
 */
public final class LateRules {
  private final List<Asked> asked;
  private final Focus focus = new Focus();

  LateRules(List<Asked> asked) {
    this.asked = List.copyOf(asked);
  }

  /**
   * A rule with {@code late_upgrade}.
   *
   * @param readsSpans a span could make its condition true
   * @param readsLogs a log record could
   * @param moving its threshold when it keeps so much a second, else null
   */
  record Asked(
      Rule rule,
      TraceFilter filter,
      boolean readsSpans,
      boolean readsLogs,
      @Nullable MovingThreshold moving) {
    long threshold(long clockMillis) {
      return moving == null ? rule.threshold() : moving.at(clockMillis).threshold();
    }
  }

  /** No rule has {@code late_upgrade}. */
  public boolean isEmpty() {
    return asked.isEmpty();
  }

  /**
   * The rules for which it is worth to look at the whole trace, in their order: those whose
   * condition holds of the late part alone, and those that it may have made true: by an error, the
   * root, or a log record where the condition looks at such. Rules whose share does not keep this
   * trace are left out, and so is one that has dropped it for its rate.
   *
   * @param droppedBy name of the rule that dropped the trace
   * @param clockMillis the data clock
   */
  public List<Rule> concerned(Trace late, String droppedBy, long clockMillis) {
    List<Rule> rules = new ArrayList<>(2);
    focus.on(late);
    for (Asked a : asked) {
      if (!hadItsChance(a.rule, droppedBy)
          && mayKeep(a, late, clockMillis)
          && (a.filter.holds(focus) || matters(a, late))) {
        rules.add(a.rule);
      }
    }
    return rules;
  }

  /** Randomness may be in the trace state of spans; logs alone do not know it. */
  private static boolean mayKeep(Asked a, Trace late, long clockMillis) {
    return late.spanCount() == 0 || Threshold.keeps(late.randomness(), a.threshold(clockMillis));
  }

  private static boolean matters(Asked a, Trace late) {
    boolean span = late.errorCount() > 0 || late.hasRoot();
    return (span && a.readsSpans) || (late.logCount() > 0 && a.readsLogs);
  }

  /**
   * Does the rule that takes the whole trace bring it back?
   *
   * @param droppedBy name of the rule that dropped the trace
   */
  public static boolean bringsBack(Ruling ruling, Trace whole, String droppedBy) {
    Rule rule = ruling.rule();
    return rule.lateUpgrade() != null
        && ruling.keeps(whole.randomness())
        && !hadItsChance(rule, droppedBy);
  }

  /**
   * The rule took the trace in time, and its threshold was too high at that moment: those it kept
   * then stand for this one, too, and that less comes now is no reason to keep it.
   */
  private static boolean hadItsChance(Rule rule, String droppedBy) {
    return rule.rate() != null && rule.name().equals(droppedBy);
  }
}
