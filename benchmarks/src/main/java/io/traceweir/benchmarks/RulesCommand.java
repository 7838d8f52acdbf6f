// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.benchmarks.report.Sheet;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code traceweir bench rules}. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    defaultValueProvider = ComparisonDefaults.class,
    description = {
      "Measure what rules cost, and candidates beside them.",
      "",
      "The same load is drained in turns with 2 rules, with 20 rules that look at most things"
          + " there are, with 20 policies of a Collector that ask much the same, with the 20 rules"
          + " and a candidate that has another share in one of them, and with the 2 rules and the"
          + " 20 as a candidate. All keep failed traces and a twentieth of the rest, and nearly"
          + " every trace passes all of them.",
      "",
      "What deciding takes by itself: traceweir bench jmh 'Rules|Shadow'."
    },
    footer = {
      "",
      "Examples:",
      "  traceweir bench rules                         both partitionings, some 6 minutes",
      "  traceweir bench rules --spans 3000000 --partitioning any",
      "",
      "Ends with 1 when what came out of a run is not what went in."
    })
final class RulesCommand implements Callable<Integer> {
  @Mixin private PartitioningsOption partitionings = new PartitioningsOption();
  @Mixin private RoundsOptions rounds = new RoundsOptions();
  @Mixin private StudyOptions study = new StudyOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    return study.run(this::measure);
  }

  private List<Sheet> measure(Progress progress) throws IOException, InterruptedException {
    rounds.check();
    if (study.pipeline().rules != null) {
      throw new IllegalArgumentException("--rules is what is compared here; leave it out");
    }
    var cost = new RuleCost();
    for (Partitioning input : partitionings.inputs) {
      study.contest(
          study.wanted(input),
          progress,
          contest -> {
            contest.warmUp(RuleCost.variants(), rounds.warmUpRounds);
            cost.measure(contest, rounds);
          });
    }
    return cost.sheets();
  }
}
