// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import static io.traceweir.app.outcome.Format.count;
import static io.traceweir.app.outcome.Format.name;
import static io.traceweir.app.outcome.Format.percent;

import io.traceweir.quickstart.live.Picture.RuleRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;

/** Kept and dropped per rule, and why. */
final class RuleLines {
  private static final int BAR = 8;
  private static final int NUMBER = 9;
  private static final int LEAST = 3;

  private RuleLines() {}

  static Section of(List<RuleRow> rules, Look look) {
    int names = Columns.names(rules.stream().map(RuleRow::rule).toList(), look, 10);
    Line title = new Line(look).left("Rules", names + 2, look.title());
    title.right("kept", NUMBER, look.faint()).right("dropped", NUMBER, look.faint());
    title.add("  share kept", look.faint()).to(names + 2 + 2 * NUMBER + BAR + 10);
    title.add("because", look.faint());
    return new Section(
        title.done(),
        acting(rules).map(rule -> row(rule, names, look)).toList(),
        LEAST,
        left -> Optional.of(more(left, look)));
  }

  /** Rules that decided something first, for there may be no room for all; else as written. */
  private static Stream<RuleRow> acting(List<RuleRow> rules) {
    return Stream.concat(
        rules.stream().filter(RuleLines::hasActed), rules.stream().filter(rule -> !hasActed(rule)));
  }

  private static boolean hasActed(RuleRow rule) {
    return rule.kept() + rule.dropped() > 0;
  }

  private static AttributedString more(int left, Look look) {
    return new Line(look).add("  and " + left + " more rules", look.faint()).done();
  }

  private static AttributedString row(RuleRow rule, int names, Look look) {
    long decided = rule.kept() + rule.dropped();
    double share = decided == 0 ? 0 : (double) rule.kept() / decided;
    String bar = look.filled(share, BAR);
    return new Line(look)
        .add("  ")
        .left(name(rule.rule()), names, look.plain())
        .right(count(rule.kept()), NUMBER, rule.kept() > 0 ? look.good() : look.faint())
        .right(count(rule.dropped()), NUMBER, rule.dropped() > 0 ? look.plain() : look.faint())
        .add("  ")
        .add(bar, look.good())
        .add(look.empty(BAR - bar.length()), look.faint())
        .right(percent(rule.kept(), decided), 7, look.plain())
        .add(" ")
        .add(reason(rule), look.faint())
        .done();
  }

  private static String reason(RuleRow rule) {
    String reason = Columns.text(rule.reason());
    return rule.part().isEmpty() ? reason : reason + ": " + rule.part();
  }
}
