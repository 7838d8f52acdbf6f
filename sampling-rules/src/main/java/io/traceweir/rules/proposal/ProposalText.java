// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.proposal;

import io.traceweir.rules.condition.ConditionText;
import io.traceweir.rules.format.DoubleQuotes;
import java.util.HashSet;
import java.util.Set;

/** Writes proposed rules as a file that explains itself. */
final class ProposalText {
  private static final int WIDTH = 96;

  private final Assembly assembly;
  private final Set<String> names = new HashSet<>();
  private final StringBuilder out = new StringBuilder();

  ProposalText(Assembly assembly) {
    this.assembly = assembly;
  }

  String file(String source) {
    comment("", "Rules proposed for the policies in " + source + ".");
    comment(
        "",
        "The first rule whose condition holds decides, where a Collector asks every policy;"
            + " decisions are credited to rules. What else differs stands at each rule. Compare both"
            + " on your own traces before these take over.");
    out.append("\nversion: 1\nrules:\n");
    assembly.all().forEach(this::rule);
    if (assembly.catchAll() == null) {
      comment("  ", "What no policy samples.");
      out.append("  - name: ").append(quoted(unique("not sampled"))).append("\n    keep: 0%\n");
    }
    if (!assembly.leftOut().isEmpty()) {
      out.append('\n');
      comment("", "Left out:");
      assembly
          .leftOut()
          .forEach((policy, reason) -> comment("", "- " + policy.title() + ": " + reason + "."));
    }
    return out.toString();
  }

  private void rule(Placed rule) {
    comment("  ", "Policy " + rule.policy().title() + ".");
    if (rule.isShield()) {
      comment(
          "  ",
          "It has no spans per second: what it matches is not sampled, nor is a later part asked.");
    }
    rule.draft()
        .differences()
        .forEach(difference -> comment("  ", "Not the same: " + difference.sentence() + "."));
    out.append("  - name: ").append(quoted(unique(rule.policy().ruleName()))).append('\n');
    if (rule.condition() != null) {
      when(ConditionText.line(rule.draft().test().text()));
    }
    out.append("    keep: ").append(rule.keep()).append('\n');
  }

  private void when(String condition) {
    if (condition.length() <= WIDTH - "    when: ''".length() || !OneLine.isOne(condition)) {
      out.append("    when: ").append(quoted(condition)).append('\n');
      return;
    }
    out.append("    when: >-\n");
    for (String line : ConditionText.lines(condition, WIDTH - 6)) {
      out.append("      ").append(line).append('\n');
    }
  }

  /** Rules are named in one line; names that only then are alike get a number. */
  private String unique(String name) {
    String line = OneLine.cut(name).isEmpty() ? "policy" : OneLine.cut(name);
    String free = line;
    for (int i = 2; !names.add(free); i++) {
      String end = " " + i;
      free = line.substring(0, Math.min(line.length(), OneLine.LONGEST_NAME - end.length())) + end;
    }
    return free;
  }

  private static String quoted(String text) {
    return OneLine.isOne(text) ? "'" + text.replace("'", "''") + "'" : DoubleQuotes.around(text);
  }

  private void comment(String indent, String text) {
    StringBuilder line = new StringBuilder();
    for (String word : OneLine.of(text).strip().split(" +", -1)) {
      if (line.length() + word.length() + 1 > WIDTH - indent.length() && !line.isEmpty()) {
        out.append(indent).append("# ").append(line).append('\n');
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    out.append(indent).append("# ").append(line).append('\n');
  }
}
