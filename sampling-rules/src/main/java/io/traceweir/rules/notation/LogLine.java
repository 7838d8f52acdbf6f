// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.traceweir.rules.notation.Piece.Assignment;
import io.traceweir.rules.notation.Piece.Word;
import io.traceweir.yaml.Nearest;
import java.util.ArrayList;
import java.util.List;

/** Reads a line such as {@code log ERROR "card refused" card.kind=visa}. */
final class LogLine {
  private static final String PREFIX = "SEVERITY_NUMBER_";
  private static final List<String> SEVERITIES = new ArrayList<>();

  static {
    for (SeverityNumber number : SeverityNumber.values()) {
      if (number != SeverityNumber.UNRECOGNIZED
          && number != SeverityNumber.SEVERITY_NUMBER_UNSPECIFIED) {
        SEVERITIES.add(number.name().substring(PREFIX.length()));
      }
    }
  }

  private final Mistakes mistakes;
  private final Traits traits;

  LogLine(Mistakes mistakes) {
    this.mistakes = mistakes;
    this.traits = new Traits(mistakes);
  }

  void read(Line line, LogDraft log) {
    for (Piece piece : line.pieces().subList(1, line.pieces().size())) {
      if (piece instanceof Assignment attribute) {
        traits.assign(attribute, log);
      } else if (piece instanceof Word word && word.isQuoted()) {
        body(word, log);
      } else if (piece instanceof Word word && !traits.applyBelowSpan(word, log)) {
        severity(word, log);
      }
    }
  }

  private void body(Word word, LogDraft log) {
    if (log.body != null) {
      mistakes.add(word, "a log has one body");
    }
    log.body = word.text();
  }

  private void severity(Word word, LogDraft log) {
    if (!SEVERITIES.contains(word.text())) {
      mistakes.add(
          word,
          "expected TRACE, DEBUG, INFO, WARN, ERROR or FATAL, or a body in quotes: `log ERROR \"card refused\"`"
              + Nearest.hint(word.text(), SEVERITIES));
      return;
    }
    if (log.severity != SeverityNumber.SEVERITY_NUMBER_UNSPECIFIED) {
      mistakes.add(word, "a log has one severity; its body stands in quotes");
    }
    log.severity = SeverityNumber.valueOf(PREFIX + word.text());
    log.severityText = log.severityText.isEmpty() ? word.text() : log.severityText;
  }
}
