// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.benchmarks.report.Sheet;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code traceweir bench durability}. */
@Command(
    name = "durability",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    defaultValueProvider = DurabilityCommand.Defaults.class,
    description = {
      "Measure what it costs that nothing is lost.",
      "",
      "The same load is drained in turns (full, none, none, full, ...) by a pipeline with"
          + " everything that makes it durable (exactly-once, the changelogged decision memory and"
          + " series, the blocks that a replay needs) and by the same pipeline without. Pipelines"
          + " run in one process, the broker in another. What came out of each run is compared"
          + " with the load. Then each is watched while traffic comes at its own pace, for the"
          + " time from when a trace was due until a reader of committed records has it.",
      "",
      "There is no setting that leaves durability out: the other pipeline exists here only. It"
          + " still remembers decisions on the heap, as late spans have to follow them anyway."
    },
    footer = {
      "",
      "Examples:",
      "  traceweir bench durability                    both partitionings, some 10 minutes",
      "  traceweir bench durability --partitioning any --in-steps",
      "  traceweir bench durability --rounds 8 --output json",
      "",
      "Ends with 1 when what came out of a run is not what went in."
    })
final class DurabilityCommand implements Callable<Integer> {
  /** Rounds last so long that the wait for the last commits counts for little. */
  static final class Defaults extends ComparisonDefaults {
    Defaults() {
      super(6_000_000);
    }
  }

  @Mixin private PartitioningsOption partitionings = new PartitioningsOption();

  @Option(
      names = "--in-steps",
      description = "Measure at_least_once in between too: says which part costs what.")
  private boolean inSteps;

  @Mixin private RoundsOptions rounds = new RoundsOptions();
  @Mixin private StudyOptions study = new StudyOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    return study.run(this::measure);
  }

  private List<Sheet> measure(Progress progress) throws IOException, InterruptedException {
    rounds.check();
    var durability = new Durability(inSteps);
    for (Partitioning input : partitionings.inputs) {
      study.contest(
          study.wanted(input),
          progress,
          contest -> {
            contest.warmUp(durability.variants(), rounds.warmUpRounds);
            durability.measure(contest, rounds);
          });
    }
    return durability.sheets();
  }
}
