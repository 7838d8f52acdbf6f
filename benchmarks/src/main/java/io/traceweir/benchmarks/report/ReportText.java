// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import io.traceweir.benchmarks.load.Shape;
import java.util.Formatter;
import java.util.Locale;
import java.util.Map;

/** The report for a person. */
public final class ReportText {
  private final Report report;
  private final StringBuilder text = new StringBuilder();
  private final Formatter out = new Formatter(text, Locale.ROOT);

  private ReportText(Report report) {
    this.report = report;
  }

  public static String write(Report report) {
    var text = new ReportText(report);
    text.load();
    text.pipeline();
    text.ratio();
    text.topics();
    text.checks();
    return text.text.toString();
  }

  private void load() {
    Report.Machine machine = report.machine();
    out.format(
        "machine   %d processors, Java %s%s%n",
        machine.processors(),
        machine.java(),
        machine.loadAverage() < 0
            ? ""
            : String.format(Locale.ROOT, ", load average before %.1f", machine.loadAverage()));
    Shape shape = report.shape();
    Report.Loaded load = report.load();
    out.format(
        "load      %,d spans, %,d logs of %,d traces in %,d requests, %s: %,d B per span%n",
        load.spans(),
        load.logs(),
        load.traces(),
        load.requests(),
        size(load.bytes()),
        load.bytes() / load.spans());
    out.format(
        "          %d spans per trace, %d per request, %d attributes, %d services, %s errors%n",
        shape.spansPerTrace(),
        shape.spansPerRequest(),
        shape.attributes(),
        shape.services(),
        percent(shape.errors()));
    out.format(
        "          %d partitions by %s, %,d spans per second of data time, seed %d%n",
        shape.partitions(), shape.partitioning(), shape.spansPerSecond(), shape.seed());
  }

  private void pipeline() {
    Report.Drained drained = report.pipeline();
    Report.Settings settings = report.settings();
    out.format(
        "%npipeline  %s, %s threads, heap %s%n",
        settings.guarantee(), settings.threads(), size(settings.maxHeapBytes()));
    out.format(
        "  drained in      %8.1f s   %,.0f spans/s, %.2f processors busy%n",
        drained.seconds(), report.spansPerSecond(), drained.cpuMicros() / 1e6 / drained.seconds());
    out.format("  CPU per span    %8.2f µs%n", report.cpuMicrosPerSpan());
    for (Map.Entry<String, Double> group : drained.cpuMicrosByThreads().entrySet()) {
      out.format("    %-13s %8.2f µs%n", group.getKey(), group.getValue() / report.load().spans());
    }
    out.format(
        "  memory          %8s heap in use at most, %s resident, %.1f%% of the time collecting%n",
        size(drained.peakHeapBytes()),
        drained.peakResidentBytes() == 0 ? "unknown" : size(drained.peakResidentBytes()),
        drained.collectionMillis() / 10.0 / drained.seconds());
    out.format(
        "broker            %8.2f µs CPU per span, %s resident%n",
        report.broker().cpuMicros() / report.load().spans(),
        size(report.broker().peakResidentBytes()));
  }

  private void ratio() {
    out.format("%nbare scan%n");
    for (Report.Scan scan : report.scans()) {
      out.format(
          "  CPU per span    %8.2f µs   %,.0f spans/s%n",
          scan.cpuMicrosPerSpan(), scan.spans() / scan.seconds());
    }
    out.format(
        "ratio             %8.1f    pipeline over bare scan, CPU per span%n", report.ratio());
    out.format("  code compiled   %8.1f    without the JVM's compiler%n", report.warmRatio());
  }

  private void topics() {
    double input = report.topics().of(TopicGroup.INPUT);
    out.format(
        "%nbytes in Kafka    %8s input, compressed; written by the pipeline:%n",
        size((long) input));
    for (TopicGroup group : TopicGroup.values()) {
      long bytes = report.topics().of(group);
      if (group != TopicGroup.INPUT) {
        out.format(
            "  %-15s %8s   %.1f%% of the input%n", group.word(), size(bytes), 100 * bytes / input);
      }
    }
  }

  private void checks() {
    out.format(
        "%nverified, warm-up and all (%,d traces kept; due by %s)%n",
        report.keptTraces(), report.triggers());
    for (Check check : report.checks()) {
      out.format(
          "  %-5s %s: %,d%s%n",
          check.isRight() ? "ok" : "WRONG",
          check.what(),
          check.found(),
          check.isRight() ? "" : String.format(Locale.ROOT, ", expected %,d", check.expected()));
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  private static String size(long bytes) {
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%,.0f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%,.0f MB", bytes / 1e6);
  }
}
