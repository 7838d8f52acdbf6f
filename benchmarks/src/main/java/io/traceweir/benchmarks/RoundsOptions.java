// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How often variants take turns, and for how long they are watched at their own pace. */
final class RoundsOptions {
  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "How often each variant drains the load, in turns: there and back again"
              + " (${DEFAULT-VALUE}).",
      defaultValue = "4")
  int rounds;

  @Option(
      names = "--warm-up-rounds",
      paramLabel = "N",
      description = "Rounds before that are not measured (${DEFAULT-VALUE}).",
      defaultValue = "1")
  int warmUpRounds;

  @Option(
      names = "--live",
      paramLabel = "DURATION",
      converter = PipelineOptions.Interval.class,
      description =
          "How long each variant is watched while traffic comes at its own pace, for the latency"
              + " of its output (${DEFAULT-VALUE}).",
      defaultValue = "12s")
  Duration live = Duration.ofSeconds(12);

  @Option(
      names = "--live-rate",
      paramLabel = "N",
      description = "Spans per second of that traffic (${DEFAULT-VALUE}).",
      defaultValue = "2000")
  int liveRate;

  /**
   * @throws IllegalArgumentException when a number makes no sense
   */
  void check() {
    atLeast(1, rounds, "--rounds");
    atLeast(0, warmUpRounds, "--warm-up-rounds");
    atLeast(100, liveRate, "--live-rate");
  }

  /** The same with another number of rounds. */
  RoundsOptions withRounds(int number) {
    var others = new RoundsOptions();
    others.rounds = number;
    others.warmUpRounds = warmUpRounds;
    others.live = live;
    others.liveRate = liveRate;
    return others;
  }

  private static void atLeast(int least, int value, String option) {
    if (value < least) {
      throw new IllegalArgumentException(option + " must be at least " + least + ", not " + value);
    }
  }
}
