// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.rules;

import io.traceweir.app.outcome.Format;
import io.traceweir.rules.Rule;
import io.traceweir.rules.collector.Reason;
import io.traceweir.rules.explain.Explanation;
import io.traceweir.rules.explain.Step;
import java.nio.charset.Charset;

/** An explanation as a tree for people. */
public final class ExplanationText {
  private static final String INDENT = "    ";

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
    text.line(Verdict.text(explanation));
    return text.text.toString();
  }

  private void step(Step step, boolean decisive) {
    line(signs.of(step.outcome()) + Format.safe(step.rule().name()) + said(step, decisive));
    if (step.finding() != null) {
      new FindingText(text, signs).add(step.finding(), INDENT, INDENT);
    }
    if (step.reason() != null) {
      new ReasonText(text, signs).below(step.reason(), INDENT);
    }
  }

  private static String said(Step step, boolean decisive) {
    Rule rule = step.rule();
    Reason reason = step.reason();
    if (reason != null) {
      String vote = ReasonText.said(step.outcome(), rule.when()) + by(step);
      String credited =
          decisive && step.outcome() == Step.Outcome.SAMPLED ? ", and is credited" : "";
      return " (" + rule.when() + "): " + vote + credited + ReasonText.seen(reason.seen());
    }
    return switch (step.outcome()) {
      case TAKES -> rule.isCatchAll() ? ": takes what is left" : ": holds, and decides";
      case PASSES -> ": does not hold";
      default -> ": not asked, it is decided already";
    };
  }

  private static String by(Step step) {
    return step.subPolicy() == null ? "" : " by " + Format.safe(step.subPolicy());
  }

  private void line(String line) {
    text.append("  ").append(line).append('\n');
  }
}
