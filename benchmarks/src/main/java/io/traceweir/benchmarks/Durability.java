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
import io.traceweir.benchmarks.report.TopicGroup;
import io.traceweir.pipeline.Variation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What it costs that nothing is lost: everything on, against everything off. */
final class Durability {
  static final Variant FULL =
      new Variant("full", Variant.EXACTLY_ONCE, CommitOption.DEFAULT, Variation.WHOLE);

  /** Between both: what is stored is stored, but not in transactions. */
  static final Variant STORED =
      new Variant("at_least_once", Variant.AT_LEAST_ONCE, CommitOption.DEFAULT, Variation.WHOLE);

  static final Variant NONE =
      new Variant("none", Variant.AT_LEAST_ONCE, CommitOption.DEFAULT, Variation.FORGETFUL);

  private final List<Result> results = new ArrayList<>();
  private final List<Variant> variants;

  /**
   * @param inSteps with at-least-once in between
   */
  Durability(boolean inSteps) {
    variants = inSteps ? List.of(FULL, STORED, NONE) : List.of(FULL, NONE);
  }

  private record Result(String input, Measurements drained, List<Watched> live) {
    Watched live(Variant variant) {
      return live.stream().filter(w -> w.variant().equals(variant)).findFirst().orElseThrow();
    }
  }

  List<Variant> variants() {
    return variants;
  }

  void measure(Contest contest, RoundsOptions options) throws IOException, InterruptedException {
    Measurements drained = contest.run(variants, options.rounds);
    Live live = new Live(contest, options.liveRate, options.live);
    List<Watched> watched = new ArrayList<>();
    for (Variant variant : variants) {
      contest.progress().step("watching at its own pace: " + variant.name());
      watched.add(live.watch(variant));
    }
    results.add(new Result(contest.shape().partitioning(), drained, watched));
  }

  List<Sheet> sheets() {
    return List.of(figures(), costs());
  }

  private Sheet figures() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Result result : results) {
      for (Variant variant : variants) {
        rows.add(row(result, variant));
      }
    }
    return new Sheet(
        "durability",
        "What full durability takes",
        List.of(
            "partitioning",
            "durability",
            "spans/s",
            "CPU µs/span",
            "without compiler",
            "broker µs/span",
            "decision memory B/trace",
            "B/span",
            "series B/span",
            "latency p50 ms",
            "p99 ms"),
        rows,
        List.of(),
        wrong());
  }

  private static List<Cell> row(Result result, Variant variant) {
    Measurements drained = result.drained;
    Watched live = result.live(variant);
    return List.of(
        Cell.of(result.input),
        Cell.of(variant.name()),
        Cell.of(drained.of(variant, Measured::spansPerSecond), 0),
        Cell.of(drained.of(variant, Measured::cpuMicrosPerSpan), 2),
        Cell.of(drained.of(variant, Measured::warmCpuMicrosPerSpan), 2),
        Cell.of(drained.of(variant, Measured::brokerMicrosPerSpan), 2),
        Cell.of(bytes(drained, variant, m -> m.bytesPerTrace(TopicGroup.DECISION_MEMORY)), 1),
        Cell.of(bytes(drained, variant, m -> m.bytesPerSpan(TopicGroup.DECISION_MEMORY)), 2),
        Cell.of(bytes(drained, variant, m -> m.bytesPerSpan(TopicGroup.SERIES)), 2),
        Cell.of(live.latencies().percentile(0.5), 0),
        Cell.of(live.latencies().percentile(0.99), 0));
  }

  private static double bytes(
      Measurements drained, Variant variant, ToDoubleFunction<Measured> figure) {
    return drained.of(variant, figure).median();
  }

  private Sheet costs() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Result result : results) {
      for (Variant variant : variants.subList(0, variants.size() - 1)) {
        rows.add(costs(result, variant));
      }
    }
    return new Sheet(
        "durability-cost",
        "Full durability against none, round by round",
        List.of(
            "partitioning",
            "durability",
            "throughput lost, %",
            "CPU more, %",
            "without compiler, %",
            "broker CPU more, %"),
        rows,
        List.of(),
        List.of());
  }

  private static List<Cell> costs(Result result, Variant variant) {
    Measurements drained = result.drained;
    return List.of(
        Cell.of(result.input),
        Cell.of(variant.name()),
        Cell.of(drained.ratio(variant, NONE, Measured::spansPerSecond).percentLess(), 1),
        Cell.of(drained.ratio(variant, NONE, Measured::cpuMicrosPerSpan).percentMore(), 1),
        Cell.of(drained.ratio(variant, NONE, Measured::warmCpuMicrosPerSpan).percentMore(), 1),
        Cell.of(drained.ratio(variant, NONE, Measured::brokerMicrosPerSpan).percentMore(), 1));
  }

  private List<Check> wrong() {
    List<Check> wrong = new ArrayList<>();
    for (Result result : results) {
      wrong.addAll(result.drained.wrong());
      result.live.forEach(watched -> wrong.addAll(watched.wrong()));
    }
    return wrong;
  }
}
