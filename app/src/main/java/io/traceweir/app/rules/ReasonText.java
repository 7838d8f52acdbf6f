// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.rules;

import io.traceweir.app.outcome.Format;
import io.traceweir.rules.collector.Reason;
import io.traceweir.rules.collector.Seen;
import io.traceweir.rules.condition.Finding;
import io.traceweir.rules.condition.Finding.Example;
import io.traceweir.rules.explain.Step.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Why policies vote as they do, as a part of a tree for people. */
final class ReasonText {
  private final StringBuilder text;
  private final Signs signs;
  private final FindingText findings;

  /**
   * Nothing is added yet.
   *
   * @param text that it is added to
   */
  ReasonText(StringBuilder text, Signs signs) {
    this.text = text;
    this.signs = signs;
    this.findings = new FindingText(text, signs);
  }

  /** What a vote rests on, behind it in its line; "" when there is nothing to say. */
  static String seen(Seen seen) {
    List<String> said = new ArrayList<>();
    Example span = seen.span();
    if (span != null) {
      said.add(FindingText.read(span.readings()) + " on " + FindingText.named("span", span));
    }
    if (seen.others() > 0) {
      said.add("others on " + Format.counted(seen.others(), "more span"));
    }
    if (!seen.values().isEmpty()) {
      said.add(FindingText.read(seen.values()));
    }
    return said.isEmpty() ? "" : "; " + String.join(", ", said);
  }

  /** What a policy is made of, or the conditions that it asks; each line with its end. */
  void below(Reason reason, String indent) {
    List<Finding> conditions = reason.seen().conditions();
    for (int i = 0; i < conditions.size(); i++) {
      boolean last = i == conditions.size() - 1;
      findings.add(conditions.get(i), indent + signs.branch(last), indent + signs.trunk(last));
    }
    List<Reason> parts = reason.parts();
    for (int i = 0; i < parts.size(); i++) {
      boolean last = i == parts.size() - 1;
      text.append(indent).append(signs.branch(last)).append(line(parts.get(i))).append('\n');
      below(parts.get(i), indent + signs.trunk(last));
    }
  }

  private String line(Reason part) {
    String name = part.name().isEmpty() ? "" : Format.safe(part.name()) + " ";
    Outcome outcome = Outcome.of(part);
    return signs.of(outcome)
        + name
        + "("
        + part.type()
        + "): "
        + said(outcome, part.type())
        + seen(part.seen());
  }

  /** What came of asking a policy. */
  static String said(Outcome outcome, String type) {
    return switch (outcome) {
      case SAMPLED -> "samples";
      case DROPPED -> "drops, whatever others say";
      case NO_VOTE -> "has no vote, because a condition has no result";
      case NOT_ASKED -> "not asked, it is decided already";
      default -> type.equals("drop") ? "does not drop" : "does not sample";
    };
  }
}
