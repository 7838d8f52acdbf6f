// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.benchmarks.report.Cell;
import io.traceweir.benchmarks.report.Check;
import io.traceweir.benchmarks.report.Report;
import io.traceweir.benchmarks.report.Sheet;
import io.traceweir.benchmarks.report.TopicGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of whole runs, one column for each. */
final class Records {
  private final List<Report> reports = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();

  void add(Report report) {
    reports.add(report);
  }

  Sheet sheet() {
    rows.clear();
    row("spans, traces", r -> text("%,d, %,d", r.load().spans(), r.load().traces()));
    row("bytes per span", r -> Cell.of(r.load().bytes() / r.load().spans()));
    row("spans per second", r -> Cell.of(r.spansPerSecond(), 0));
    row("CPU per span, pipeline, µs", r -> Cell.of(r.cpuMicrosPerSpan(), 1));
    row("by threads", Records::byThreads);
    row("CPU per span, bare scan, µs", Records::scans);
    row("ratio", r -> Cell.of(r.ratio(), 1));
    row("ratio without the compiler", r -> Cell.of(r.warmRatio(), 1));
    row("peak heap, MB", r -> Cell.of(r.pipeline().peakHeapBytes() / 1e6, 0));
    row("peak resident, MB", r -> Cell.of(r.pipeline().peakResidentBytes() / 1e6, 0));
    row("bytes to Kafka, per byte of compressed input", Records::topics);
    row("load average before", r -> Cell.of(r.machine().loadAverage(), 1));
    row("checks", r -> Cell.of(r.isRight() ? "all hold" : "WRONG"));
    List<String> columns = new ArrayList<>(List.of(""));
    reports.forEach(r -> columns.add(r.shape().partitioning()));
    return new Sheet("record", "One whole run", columns, rows, notes(), wrong());
  }

  private void row(String what, Function<Report, Cell> figure) {
    List<Cell> row = new ArrayList<>(List.of(Cell.of(what)));
    reports.forEach(report -> row.add(figure.apply(report)));
    rows.add(row);
  }

  private static Cell text(String format, Object... arguments) {
    return Cell.of(String.format(Locale.ROOT, format, arguments));
  }

  private static Cell byThreads(Report report) {
    Map<String, Double> groups = report.pipeline().cpuMicrosByThreads();
    return Cell.of(
        groups.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .map(
                group ->
                    String.format(
                        Locale.ROOT,
                        "%s %.1f",
                        group.getKey(),
                        group.getValue() / report.load().spans()))
            .collect(Collectors.joining(", ")));
  }

  private static Cell scans(Report report) {
    return Cell.of(
        report.scans().stream()
            .map(s -> String.format(Locale.ROOT, "%.2f", s.cpuMicros() / s.spans()))
            .collect(Collectors.joining(" and ")));
  }

  private static Cell topics(Report report) {
    double input = report.topics().of(TopicGroup.INPUT);
    return Cell.of(
        List.of(
                TopicGroup.FRAGMENTS,
                TopicGroup.DECISION_MEMORY,
                TopicGroup.SERIES,
                TopicGroup.PARTIALS,
                TopicGroup.DECISIONS,
                TopicGroup.KEPT)
            .stream()
            .filter(group -> report.topics().of(group) > 0)
            .map(
                group ->
                    String.format(
                        Locale.ROOT,
                        "%s %.3f",
                        group.word().replace('_', ' '),
                        report.topics().of(group) / input))
            .collect(Collectors.joining(", ")));
  }

  private List<String> notes() {
    Report first = reports.get(0);
    return List.of(
        String.format(
            Locale.ROOT,
            "%d processors, Java %s, `-Xmx` %d MB, %s, commit interval %s.",
            first.machine().processors(),
            first.machine().java(),
            first.settings().maxHeapBytes() >> 20,
            first.settings().guarantee(),
            CommitOption.DEFAULT));
  }

  private List<Check> wrong() {
    return reports.stream()
        .flatMap(report -> report.checks().stream())
        .filter(check -> !check.isRight())
        .toList();
  }
}
