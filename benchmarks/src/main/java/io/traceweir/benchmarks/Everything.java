// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.benchmarks.load.Shape;
import io.traceweir.benchmarks.report.Sheet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All measurements, one after the other; those that can share a load and a broker do. */
final class Everything {
  /** Where the tables go. */
  static final List<String> SHEETS =
      List.of(
          "record",
          "durability",
          "durability-cost",
          "commit-any",
          "step",
          "memory-held",
          "memory-decisions");

  private final StudyOptions study;
  private final RoundsOptions rounds;
  private final Progress progress;
  private final Records records = new Records();
  private final Durability durability = new Durability(false);
  private final Held held = new Held();
  private final List<Sheet> others = new ArrayList<>();

  Everything(StudyOptions study, RoundsOptions rounds, Progress progress) {
    this.study = study;
    this.rounds = rounds;
    this.progress = progress;
  }

  List<Sheet> measure() throws IOException, InterruptedException {
    for (Partitioning input : Partitioning.values()) {
      record(input);
    }
    for (Partitioning input : Partitioning.values()) {
      compare(input);
    }
    for (Partitioning input : Partitioning.values()) {
      hold(input);
    }
    return Stream.of(List.of(records.sheet()), durability.sheets(), others, held.sheets())
        .flatMap(List::stream)
        .toList();
  }

  private void record(Partitioning input) throws IOException, InterruptedException {
    progress.step("a whole run, partitioning " + input.word());
    LoadOptions load = study.load();
    try (var workspace = study.workspace()) {
      // a run that stands alone is longer than one of many, and warm before it begins
      long warmUp = load.spans();
      Shape shape = load.shape(input.isKeyed()).of(warmUp * 3 / 2);
      var wanted =
          new Benchmark.Wanted(shape, load.compression, study.pipeline(), Durability.FULL, warmUp);
      records.add(Benchmark.run(wanted, workspace, progress));
    }
  }

  private void compare(Partitioning input) throws IOException, InterruptedException {
    study.contest(
        study.wanted(input),
        progress,
        contest -> {
          contest.warmUp(durability.variants(), rounds.warmUpRounds);
          durability.measure(contest, rounds);
          if (!input.isKeyed()) {
            var half = rounds.withRounds((rounds.rounds + 1) / 2);
            others.add(new Commits(Commits.INTERVALS).measure(contest, half));
            others.add(Stepping.measure(contest, half));
          }
        });
  }

  private void hold(Partitioning input) throws IOException, InterruptedException {
    study.contest(study.wanted(input).atMost(Held.SPANS), progress, held::measure);
  }
}
