// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.benchmarks.compare.Measured;
import io.traceweir.benchmarks.compare.Measurements;
import io.traceweir.benchmarks.compare.Variant;
import io.traceweir.benchmarks.compare.Watched;
import io.traceweir.benchmarks.report.Cell;
import io.traceweir.benchmarks.report.Check;
import io.traceweir.benchmarks.report.Sheet;
import io.traceweir.pipeline.Variation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What committing more often costs, and what it is good for. */
final class Commits {
  static final List<String> INTERVALS = List.of("100ms", "250ms", "500ms", "1s", "2s", "5s");

  private final List<Variant> variants;

  Commits(List<String> intervals) {
    variants =
        intervals.stream()
            .map(i -> new Variant(i, Variant.EXACTLY_ONCE, i, Variation.WHOLE))
            .toList();
  }

  List<Variant> variants() {
    return variants;
  }

  Sheet measure(Contest contest, RoundsOptions options) throws IOException, InterruptedException {
    Measurements drained = contest.run(variants, options.rounds);
    Live live = new Live(contest, options.liveRate, options.live);
    List<List<Cell>> rows = new ArrayList<>();
    List<Check> wrong = new ArrayList<>(drained.wrong());
    for (Variant variant : variants) {
      contest.progress().step("watching at its own pace: commit interval " + variant.name());
      Watched watched = live.watch(variant);
      wrong.addAll(watched.wrong());
      rows.add(row(drained, watched));
    }
    String input = contest.shape().partitioning();
    return new Sheet(
        "commit-" + input.replace('_', '-'),
        "What the commit interval costs, partitioning " + input,
        List.of(
            "commit interval",
            "spans/s",
            "CPU µs/span",
            "without compiler",
            "broker µs/span",
            "latency p50 ms",
            "p99 ms",
            "processors busy at " + options.liveRate + " spans/s"),
        rows,
        List.of(),
        wrong);
  }

  private static List<Cell> row(Measurements drained, Watched live) {
    Variant variant = live.variant();
    return List.of(
        Cell.of(variant.name()),
        Cell.of(drained.of(variant, Measured::spansPerSecond), 0),
        Cell.of(drained.of(variant, Measured::cpuMicrosPerSpan), 2),
        Cell.of(drained.of(variant, Measured::warmCpuMicrosPerSpan), 2),
        Cell.of(drained.of(variant, Measured::brokerMicrosPerSpan), 2),
        Cell.of(live.latencies().percentile(0.5), 0),
        Cell.of(live.latencies().percentile(0.99), 0),
        Cell.of(live.processorsBusy(), 3));
  }
}
