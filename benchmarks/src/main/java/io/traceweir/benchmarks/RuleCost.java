// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.benchmarks.compare.Measured;
import io.traceweir.benchmarks.compare.Measurements;
import io.traceweir.benchmarks.compare.Variant;
import io.traceweir.benchmarks.compare.Variant.RuleFiles;
import io.traceweir.benchmarks.jmh.TwentyRules;
import io.traceweir.benchmarks.report.Cell;
import io.traceweir.benchmarks.report.Check;
import io.traceweir.benchmarks.report.Sheet;
import io.traceweir.pipeline.Variation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What rules cost a whole pipeline: two of them, twenty, twenty policies of a Collector, and two
 * with a candidate of twenty beside them. All keep failed traces and a twentieth of the rest.
 */
final class RuleCost {
  private static final String CANDIDATE = "twenty.yaml";
  private static final String TWO =
      """
      version: 1
      rules:
        - { name: errors, when: trace.error, keep: 100% }
        - { name: rest, keep: 5% }
      """;

  private static final Variant FEW = variant("2 rules", TWO, Map.of());
  private static final List<Variant> OTHERS =
      List.of(
          variant("20 rules", TwentyRules.rules(), Map.of()),
          variant("20 policies", TwentyRules.policies(), Map.of()),
          variant(
              "2 rules, a candidate of 20",
              TWO.replace("rules:", "candidates: [ " + CANDIDATE + " ]\nrules:"),
              Map.of(CANDIDATE, TwentyRules.rules())));

  private final List<List<Cell>> figures = new ArrayList<>();
  private final List<List<Cell>> costs = new ArrayList<>();
  private final List<Check> wrong = new ArrayList<>();

  private static Variant variant(String name, String rules, Map<String, String> beside) {
    return new Variant(
        name,
        Variant.EXACTLY_ONCE,
        CommitOption.DEFAULT,
        Variation.WHOLE,
        new RuleFiles(rules, beside));
  }

  static List<Variant> variants() {
    List<Variant> all = new ArrayList<>(List.of(FEW));
    all.addAll(OTHERS);
    return all;
  }

  void measure(Contest contest, RoundsOptions options) throws IOException, InterruptedException {
    Measurements drained = contest.run(variants(), options.rounds);
    Cell input = Cell.of(contest.shape().partitioning());
    variants().forEach(variant -> figures.add(figures(input, variant, drained)));
    OTHERS.forEach(variant -> costs.add(costs(input, variant, drained)));
    wrong.addAll(drained.wrong());
  }

  List<Sheet> sheets() {
    return List.of(
        new Sheet(
            "rules",
            "What rules take",
            List.of("partitioning", "rules", "spans/s", "CPU µs/span", "without compiler"),
            figures,
            List.of(),
            wrong),
        new Sheet(
            "rules-cost",
            "Against two rules, round by round",
            List.of(
                "partitioning", "rules", "throughput lost, %", "CPU more, %", "without compiler, %"),
            costs,
            List.of(),
            List.of()));
  }

  private static List<Cell> figures(Cell input, Variant variant, Measurements drained) {
    return List.of(
        input,
        Cell.of(variant.name()),
        Cell.of(drained.of(variant, Measured::spansPerSecond), 0),
        Cell.of(drained.of(variant, Measured::cpuMicrosPerSpan), 2),
        Cell.of(drained.of(variant, Measured::warmCpuMicrosPerSpan), 2));
  }

  private static List<Cell> costs(Cell input, Variant variant, Measurements drained) {
    return List.of(
        input,
        Cell.of(variant.name()),
        Cell.of(drained.ratio(variant, FEW, Measured::spansPerSecond).percentLess(), 1),
        Cell.of(drained.ratio(variant, FEW, Measured::cpuMicrosPerSpan).percentMore(), 1),
        Cell.of(drained.ratio(variant, FEW, Measured::warmCpuMicrosPerSpan).percentMore(), 1));
  }
}
