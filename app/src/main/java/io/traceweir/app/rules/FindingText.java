// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.rules;

import io.traceweir.app.outcome.Format;
import io.traceweir.rules.condition.Finding;
import io.traceweir.rules.condition.Finding.Example;
import io.traceweir.rules.condition.Finding.Items;
import io.traceweir.rules.condition.Finding.Reading;
import java.util.List;
import java.util.stream.Collectors;

/** What the parts of a condition were found to be, as a part of a tree for people. */
final class FindingText {
  private final StringBuilder text;
  private final Signs signs;

  /**
   * Nothing is added yet.
   *
   * @param text that it is added to
   */
  FindingText(StringBuilder text, Signs signs) {
    this.text = text;
    this.signs = signs;
  }

  /**
   * Lines, each with its end.
   *
   * @param first what the first begins with
   * @param rest what the others begin with
   */
  void add(Finding finding, String first, String rest) {
    Items items = finding.items();
    String count =
        items == null ? "" : ": " + Format.count(items.fitting()) + " of " + counted(items);
    line(first + signs.mark(finding.holds()) + word(finding) + count + values(finding.readings()));
    int parts = finding.parts().size();
    if (items != null) {
      examples(items, rest + signs.trunk(parts == 0));
    }
    for (int i = 0; i < parts; i++) {
      boolean last = i == parts - 1;
      add(finding.parts().get(i), rest + signs.branch(last), rest + signs.trunk(last));
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

  /** Fields with their values. */
  static String read(List<Reading> readings) {
    return readings.stream()
        .map(reading -> Format.safe(reading.field() + " is " + reading.value()))
        .collect(Collectors.joining(", "));
  }

  private void examples(Items items, String indent) {
    boolean fits = items.fitting() > 0;
    for (Example example : items.examples()) {
      line(indent + "  " + signs.mark(fits) + example(items.subject(), example));
    }
    int more = (fits ? items.fitting() : items.count()) - items.examples().size();
    if (more > 0 && !items.examples().isEmpty()) {
      line(indent + "  " + signs.notAsked() + Format.count(more) + " more");
    }
  }

  private static String example(String subject, Example example) {
    String readings = example.readings().isEmpty() ? "" : ": " + read(example.readings());
    return named(subject, example) + readings;
  }

  /** A span, event or log. */
  static String named(String subject, Example example) {
    String service = example.service().isEmpty() ? "" : " of " + Format.name(example.service());
    String of = subject.equals("span") ? "span " : subject + " in span ";
    return Format.name(example.name())
        + service
        + (example.id().isEmpty() ? " (" + subject + ")" : " (" + of + example.id() + ")");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
