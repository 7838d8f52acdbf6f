// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.rules;

import io.traceweir.app.outcome.Format;
import io.traceweir.rules.Rule;
import io.traceweir.rules.condition.Finding;
import io.traceweir.rules.condition.Finding.Example;
import io.traceweir.rules.condition.Finding.Items;
import io.traceweir.rules.condition.Finding.Reading;
import io.traceweir.rules.explain.Explanation;
import io.traceweir.rules.explain.Step;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation as a tree for people. */
public final class ExplanationText {
  private final StringBuilder text = new StringBuilder();
  private final Signs signs;

  private ExplanationText(Signs signs) {
    this.signs = signs;
  }

  /**
   * Lines, each with its end.
   *
   * @param charset in which they will be written
   */
  public static String of(Explanation explanation, Charset charset) {
    ExplanationText text = new ExplanationText(Signs.of(charset));
    explanation.steps().forEach(step -> text.step(step, explanation.isDecisive(step)));
    return text.line("  " + Verdict.text(explanation)).text.toString();
  }

  private void step(Step step, boolean decisive) {
    line("  " + mark(step) + Format.safe(step.rule().name()) + said(step, decisive));
    Finding finding = step.finding();
    if (finding != null) {
      finding(finding, "    ", "    ");
    }
  }

  private String mark(Step step) {
    return switch (step.outcome()) {
      case TAKES, SAMPLED, DROPPED -> mark(true);
      case PASSES, NOT_SAMPLED, NO_VOTE -> mark(false);
      case NOT_ASKED -> signs.notAsked();
    };
  }

  private String mark(boolean holds) {
    return holds ? signs.yes() : signs.no();
  }

  private static String said(Step step, boolean decisive) {
    Rule rule = step.rule();
    String credited = decisive ? ", and is credited" : "";
    String type = " (" + rule.when() + ")";
    return switch (step.outcome()) {
      case TAKES -> rule.isCatchAll() ? ": takes what is left" : ": holds, and decides";
      case PASSES -> ": does not hold";
      case SAMPLED -> type + ": samples" + by(step) + credited;
      case NOT_SAMPLED -> type + ": does not sample";
      case DROPPED -> type + ": drops, whatever others say";
      case NO_VOTE -> type + ": has no vote, because a condition has no result";
      case NOT_ASKED -> ": not asked, it is decided already";
    };
  }

  private static String by(Step step) {
    return step.subPolicy() == null ? "" : " by " + Format.safe(step.subPolicy());
  }

  private void finding(Finding finding, String first, String rest) {
    Items items = finding.items();
    String count =
        items == null ? "" : ": " + Format.count(items.fitting()) + " of " + counted(items);
    line(first + mark(finding.holds()) + word(finding) + count + values(finding.readings()));
    int parts = finding.parts().size();
    if (items != null) {
      examples(items, rest + (parts > 0 ? signs.bar() : "  "));
    }
    for (int i = 0; i < parts; i++) {
      boolean last = i == parts - 1;
      finding(
          finding.parts().get(i),
          rest + (last ? signs.lastBranch() : signs.branch()),
          rest + (last ? "  " : signs.bar()));
    }
  }

  private static String word(Finding finding) {
    return switch (finding.text()) {
      case "and" -> "all of these";
      case "or" -> "any of these";
      case "not" -> "not this";
      default -> Format.safe(finding.text());
    };
  }

  private static String counted(Items items) {
    return Format.counted(items.count(), items.subject());
  }

  private static String values(List<Reading> readings) {
    return readings.isEmpty() ? "" : ", " + read(readings);
  }

  private static String read(List<Reading> readings) {
    return readings.stream()
        .map(reading -> Format.safe(reading.field() + " is " + reading.value()))
        .collect(Collectors.joining(", "));
  }

  private void examples(Items items, String indent) {
    boolean fits = items.fitting() > 0;
    for (Example example : items.examples()) {
      line(indent + "  " + mark(fits) + example(items.subject(), example));
    }
    int more = (fits ? items.fitting() : items.count()) - items.examples().size();
    if (more > 0 && !items.examples().isEmpty()) {
      line(indent + "  " + signs.notAsked() + Format.count(more) + " more");
    }
  }

  private static String example(String subject, Example example) {
    String service = example.service().isEmpty() ? "" : " of " + Format.name(example.service());
    String of = subject.equals("span") ? "span " : subject + " in span ";
    return Format.name(example.name())
        + service
        + (example.id().isEmpty() ? " (" + subject + ")" : " (" + of + example.id() + ")")
        + (example.readings().isEmpty() ? "" : ": " + read(example.readings()));
  }

  private ExplanationText line(String line) {
    text.append(line).append('\n');
    return this;
  }
}
