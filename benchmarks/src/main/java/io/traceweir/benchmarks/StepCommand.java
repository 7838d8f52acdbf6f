// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.benchmarks.report.Sheet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code traceweir bench step}. */
@Command(
    name = "step",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    defaultValueProvider = ComparisonDefaults.class,
    description = {
      "Measure what it costs that a backlog is read in step.",
      "",
      "With input.partitioning: any no input partition is read far ahead of another in data time,"
          + " or traces would be decided without what the other one holds. The same load is drained"
          + " in turns with that and without, which exists here only."
    },
    footer = {
      "",
      "Examples:",
      "  traceweir bench step --spans 1000000",
      "",
      "Ends with 1 when what came out of a run is not what went in."
    })
final class StepCommand implements Callable<Integer> {
  @Mixin private RoundsOptions rounds = new RoundsOptions();
  @Mixin private StudyOptions study = new StudyOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    return study.run(this::measure);
  }

  private List<Sheet> measure(Progress progress) throws IOException, InterruptedException {
    rounds.check();
    List<Sheet> sheets = new ArrayList<>();
    study.contest(
        study.wanted(Partitioning.ANY),
        progress,
        contest -> {
          contest.warmUp(Stepping.variants(), rounds.warmUpRounds);
          sheets.add(Stepping.measure(contest, rounds));
        });
    return sheets;
  }
}
