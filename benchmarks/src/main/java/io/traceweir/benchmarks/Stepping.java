// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.benchmarks.compare.Measured;
import io.traceweir.benchmarks.compare.Measurements;
import io.traceweir.benchmarks.compare.Variant;
import io.traceweir.benchmarks.report.Cell;
import io.traceweir.benchmarks.report.Sheet;
import io.traceweir.pipeline.Variation;
import java.io.IOException;
import java.util.List;

/** What it costs that no input partition is read far ahead of another. */
final class Stepping {
  static final Variant IN_STEP =
      new Variant("in step", Variant.EXACTLY_ONCE, CommitOption.DEFAULT, Variation.WHOLE);
  static final Variant AS_IT_COMES =
      new Variant("as it comes", Variant.EXACTLY_ONCE, CommitOption.DEFAULT, Variation.OUT_OF_STEP);

  private Stepping() {}

  static List<Variant> variants() {
    return List.of(IN_STEP, AS_IT_COMES);
  }

  static Sheet measure(Contest contest, RoundsOptions options)
      throws IOException, InterruptedException {
    Measurements drained = contest.run(variants(), options.rounds);
    return new Sheet(
        "step",
        "What reading a backlog in step costs",
        List.of("backlog is read", "spans/s", "CPU µs/span", "without compiler", "broker µs/span"),
        List.of(
            row(drained, IN_STEP),
            row(drained, AS_IT_COMES),
            List.of(
                Cell.of("in step / as it comes"),
                Cell.of(drained.ratio(IN_STEP, AS_IT_COMES, Measured::spansPerSecond), 2),
                Cell.of(drained.ratio(IN_STEP, AS_IT_COMES, Measured::cpuMicrosPerSpan), 2),
                Cell.of(drained.ratio(IN_STEP, AS_IT_COMES, Measured::warmCpuMicrosPerSpan), 2),
                Cell.of(drained.ratio(IN_STEP, AS_IT_COMES, Measured::brokerMicrosPerSpan), 2))),
        List.of(),
        drained.wrong());
  }

  private static List<Cell> row(Measurements drained, Variant variant) {
    return List.of(
        Cell.of(variant.name()),
        Cell.of(drained.of(variant, Measured::spansPerSecond), 0),
        Cell.of(drained.of(variant, Measured::cpuMicrosPerSpan), 2),
        Cell.of(drained.of(variant, Measured::warmCpuMicrosPerSpan), 2),
        Cell.of(drained.of(variant, Measured::brokerMicrosPerSpan), 2));
  }
}
