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
import picocli.CommandLine.Option;

/** {@code traceweir bench commit}. */
@Command(
    name = "commit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    defaultValueProvider = ComparisonDefaults.class,
    description = {
      "Measure what the commit interval costs, and what a shorter one is good for.",
      "",
      "Pipelines with different kafka.commit_interval drain the same load in turns, for spans per"
          + " second and processor time per span; then each is watched while traffic comes at its"
          + " own pace, for the time from when a trace was due until a reader of committed records"
          + " has it. All run under exactly_once."
    },
    footer = {
      "",
      "Examples:",
      "  traceweir bench commit                        100 ms to 5 s, some 8 minutes",
      "  traceweir bench commit --intervals 1s,200ms --partitioning trace_id",
      "",
      "Ends with 1 when what came out of a run is not what went in."
    })
final class CommitCommand implements Callable<Integer> {
  @Option(
      names = "--intervals",
      paramLabel = "DURATION",
      split = ",",
      description = "Which ones (${DEFAULT-VALUE}).",
      defaultValue = "100ms,250ms,500ms,1s,2s,5s")
  private List<String> intervals = Commits.INTERVALS;

  @Mixin private PartitioningOption partitioning = new PartitioningOption();
  @Mixin private RoundsOptions rounds = new RoundsOptions();
  @Mixin private StudyOptions study = new StudyOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    return study.run(this::measure);
  }

  private List<Sheet> measure(Progress progress) throws IOException, InterruptedException {
    rounds.check();
    var commits = new Commits(intervals);
    List<Sheet> sheets = new ArrayList<>();
    study.contest(
        study.wanted(partitioning.input),
        progress,
        contest -> {
          contest.warmUp(commits.variants().subList(0, 1), rounds.warmUpRounds);
          sheets.add(commits.measure(contest, rounds));
        });
    return sheets;
  }
}
