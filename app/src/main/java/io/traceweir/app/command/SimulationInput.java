// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.command.TimeConverter.Point;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.simulate.Intake;
import io.traceweir.app.simulate.LiveInput;
import io.traceweir.app.simulate.Problems;
import io.traceweir.app.simulate.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where traces come from: {@code --input}, or {@code --from} and {@code --to}. */
final class SimulationInput {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final InstantSource clock;

  @Option(
      names = {"-i", "--input"},
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files with OTLP, or - for standard input.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Read the input topics of --config from here: -1h, or 2026-11-29T10:00:00Z.")
  private @Nullable Point from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "And until there; now when left out.")
  private @Nullable Point to;

  /**
   * Nothing is asked for yet.
   *
   * @param clock that times such as -1h are counted from
   */
  SimulationInput(InstantSource clock) {
    this.clock = clock;
  }

  /** Refuses the command when it does not say which one. */
  void require(CommandLine line) {
    if (!files.isEmpty() && from != null) {
      throw new ParameterException(line, "either --input or --from, not both");
    }
    if (files.isEmpty() && from == null) {
      throw new ParameterException(
          line, "say what to read: --input FILE, or --from -1h with --config FILE");
    }
    if (from == null && to != null) {
      throw new ParameterException(line, "--to needs --from");
    }
  }

  boolean isTopics() {
    return from != null;
  }

  List<Path> files() {
    return files.stream().map(Path::of).toList();
  }

  /**
   * All of it.
   *
   * @param configuration with the topics; null when files are read and none is needed
   */
  void read(
      @Nullable Configuration configuration,
      Intake intake,
      Problems problems,
      Simulation.Watch watch)
      throws InterruptedException {
    if (from == null || configuration == null) {
      new FileInput(files, System.in).read(intake, problems, watch);
      return;
    }
    Instant until = to == null ? clock.instant() : to.at(clock);
    try {
      new LiveInput(configuration.pipeline(), PATIENCE).read(from.at(clock), until, intake, watch);
    } catch (KafkaException e) {
      throw new CommandException(
          ExitCode.UNREACHABLE,
          "cannot read the input topics from "
              + configuration.pipeline().kafka().bootstrapServers()
              + ": "
              + e.getMessage(),
          e);
    }
  }
}
