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
 * What rules cost a whole pipeline: two of them, twenty, twenty policies of a Collector; and
 * candidates beside them, one that is the twenty with another share, and one that has nothing in
 * common with the two. All keep failed traces and a twentieth of the rest.
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
  private static final Variant MANY = variant("20 rules", TwentyRules.rules(), Map.of());
  private static final Variant POLICIES = variant("20 policies", TwentyRules.policies(), Map.of());
  private static final Variant CHANGED =
      withCandidate(
          "20 rules, changed ones as a candidate",
          TwentyRules.rules(),
          TwentyRules.rules().replace("name: rest, keep: 5%", "name: rest, keep: 2%"));
  private static final Variant FOREIGN =
      withCandidate("2 rules, 20 others as a candidate", TWO, TwentyRules.rules());

  private static final List<Compared> COMPARED =
      List.of(
          new Compared(MANY, FEW),
          new Compared(POLICIES, FEW),
          new Compared(CHANGED, MANY),
          new Compared(FOREIGN, FEW));

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

  private static Variant withCandidate(String name, String rules, String candidate) {
    String list = "candidates: [ " + CANDIDATE + " ]\nrules:";
    return variant(name, rules.replace("rules:", list), Map.of(CANDIDATE, candidate));
  }

  static List<Variant> variants() {
    return List.of(FEW, MANY, POLICIES, CHANGED, FOREIGN);
  }

  void measure(Contest contest, RoundsOptions options) throws IOException, InterruptedException {
    Measurements drained = contest.run(variants(), options.rounds);
    Cell input = Cell.of(contest.shape().partitioning());
    variants().forEach(variant -> figures.add(figures(input, variant, drained)));
    COMPARED.forEach(compared -> costs.add(compared.costs(input, drained)));
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
            "What that costs, round by round",
            List.of(
                "partitioning",
                "rules",
                "against",
                "throughput lost, %",
                "CPU more, %",
                "without compiler, %"),
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

  /** One of them, and what it is held against. */
  private record Compared(Variant one, Variant other) {
    List<Cell> costs(Cell input, Measurements drained) {
      return List.of(
          input,
          Cell.of(one.name()),
          Cell.of(other.name()),
          Cell.of(drained.ratio(one, other, Measured::spansPerSecond).percentLess(), 1),
          Cell.of(drained.ratio(one, other, Measured::cpuMicrosPerSpan).percentMore(), 1),
          Cell.of(drained.ratio(one, other, Measured::warmCpuMicrosPerSpan).percentMore(), 1));
    }
  }
}
