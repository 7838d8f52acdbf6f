// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A report for people: 80 columns, save for words that are longer. */
public final class ReportText {
  private static final int WIDTH = 80;
  private static final String INDENT = " ".repeat(11);
  private static final String OF_COMMANDS = " ".repeat(13);
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final Pattern OPTION = Pattern.compile(" (?=--)");
  private static final String RESET = "\u001b[0m";

  private final boolean colour;
  private final StringBuilder out = new StringBuilder();

  private ReportText(boolean colour) {
    this.colour = colour;
  }

  /** All of it, with a summary at the end. */
  public static String of(Report report, boolean colour) {
    ReportText text = new ReportText(colour);
    text.write(report);
    return text.out.toString();
  }

  private void write(Report report) {
    Report.Head head = report.head();
    out.append(head.configFile()).append('\n');
    out.append("Kafka at ").append(head.bootstrapServers()).append('\n');
    String group = "";
    List<Report.Looked> shown =
        report.reachable() ? report.checks() : report.checks().subList(0, 1);
    for (Report.Looked check : shown) {
      if (!check.group().equals(group)) {
        group = check.group();
        out.append('\n').append(title(group)).append('\n');
      }
      check.findings().forEach(finding -> write(check.name(), finding));
    }
    out.append('\n').append(summary(report)).append('\n');
  }

  private static String title(String group) {
    return group.substring(0, 1).toUpperCase(Locale.ROOT) + group.substring(1);
  }

  private void write(String name, Finding finding) {
    String word = String.format(Locale.ROOT, "  %-9s", finding.verdict().word());
    String said = name + ": " + finding.found();
    wrap(paint(finding.verdict(), word), said, INDENT);
    if (!finding.follows().isEmpty()) {
      wrap(INDENT, "So " + finding.follows() + ".", INDENT);
    }
    if (!finding.mend().isEmpty()) {
      wrap(INDENT, finding.mend() + (finding.mend().endsWith(":") ? "" : "."), INDENT);
    } else if (!finding.commands().isEmpty()) {
      out.append(INDENT).append("Mend it with:\n");
    }
    finding.commands().forEach(this::command);
  }

  /** Broken where a shell reads on. */
  private void command(String command) {
    List<String> pieces = new ArrayList<>(List.of(OPTION.split(command, -1)));
    StringBuilder line = new StringBuilder(OF_COMMANDS).append(pieces.remove(0));
    for (String piece : pieces) {
      if (line.length() + 1 + piece.length() + 2 > WIDTH) {
        out.append(line).append(" \\\n");
        line = new StringBuilder(OF_COMMANDS).append("  ").append(piece);
      } else {
        line.append(' ').append(piece);
      }
    }
    out.append(line).append('\n');
  }

  /**
   * @param first may be painted, and is as wide as the indent of the other lines
   */
  private void wrap(String first, String text, String others) {
    StringBuilder line = new StringBuilder(first);
    int width = others.length();
    boolean empty = true;
    for (String word : SPACE.split(text, -1)) {
      if (!empty && width + 1 + word.length() > WIDTH) {
        out.append(line).append('\n');
        line = new StringBuilder(others);
        width = others.length();
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      width += word.length() + (empty ? 0 : 1);
      empty = false;
    }
    out.append(line).append('\n');
  }

  private String paint(Verdict verdict, String word) {
    if (!colour) {
      return word;
    }
    String code =
        switch (verdict) {
          case OK -> "32";
          case SKIPPED -> "2";
          case WARNING -> "33";
          case PROBLEM -> "1;31";
        };
    return "\u001b[" + code + "m" + word + RESET;
  }

  private String summary(Report report) {
    List<String> parts = new ArrayList<>();
    parts.add(Words.counted(report.count(Verdict.PROBLEM), "problem"));
    parts.add(Words.counted(report.count(Verdict.WARNING), "warning"));
    parts.add(report.count(Verdict.OK) + " ok");
    parts.add(report.count(Verdict.SKIPPED) + " skipped");
    String counts = String.join(", ", parts);
    if (!report.reachable()) {
      return paint(Verdict.PROBLEM, "Kafka cannot be reached") + ": everything else was skipped";
    }
    return switch (report.verdict()) {
      case PROBLEM -> paint(Verdict.PROBLEM, "Something has to be mended") + ": " + counts;
      case WARNING -> paint(Verdict.WARNING, "It runs, with warnings") + ": " + counts;
      default -> paint(Verdict.OK, "All is well") + ": " + counts;
    };
  }
}
