// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A pipeline in a process of its own, so that it can be killed. */
final class PipelineProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A static member is back at once; a dead one's transaction does not live long. */
  private static final Map<String, String> QUICK =
      Map.of("group.instance.id", "the-one", "producer.transaction.timeout.ms", "5000");

  private final Path log;
  private final Process process;

  private PipelineProcess(Path log, Process process) {
    this.log = log;
    this.process = process;
  }

  /**
   * @param log is appended to
   */
  static PipelineProcess start(
      String bootstrapServers, Path stateDir, Partitioning partitioning, Path log) {
    return start(bootstrapServers, stateDir, partitioning, log, QuickSettings.RULES);
  }

  static PipelineProcess start(
      String bootstrapServers, Path stateDir, Partitioning partitioning, Path log, String rules) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            PipelineProcess.class.getName(),
            bootstrapServers,
            stateDir.toString(),
            partitioning.name(),
            rules);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return new PipelineProcess(log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** False when the process ended by itself within this time. */
  boolean runsFor(Duration time) throws InterruptedException {
    return !process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** As kill -9 does: nothing is closed, nothing is said. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to stop; returns when it has. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the pipeline does not stop; it said:\n" + log());
    }
  }

  /** What it printed, and what those printed that wrote to the same file before. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Arguments: bootstrap servers, state directory, partitioning, rules. */
  public static void main(String[] args) throws Exception {
    PipelineSettings settings =
        QuickSettings.withRules(
            quick(QuickSettings.of(args[0], Path.of(args[1]), Partitioning.valueOf(args[2]))),
            args[3]);
    Pipeline pipeline = Pipeline.start(settings, new SimpleMeterRegistry(), PATIENCE);
    Runtime.getRuntime().addShutdownHook(new Thread(pipeline::close));
    while (!pipeline.awaitStopped(PATIENCE)) {
      if (pipeline.failure() != null) {
        throw new IllegalStateException("the pipeline failed", pipeline.failure());
      }
    }
  }

  private static PipelineSettings quick(PipelineSettings s) {
    PipelineSettings.Kafka k = s.kafka();
    var kafka =
        new PipelineSettings.Kafka(
            k.bootstrapServers(),
            k.applicationId(),
            k.guarantee(),
            k.commitInterval(),
            k.threads(),
            k.stateDir(),
            QUICK);
    return new PipelineSettings(
        kafka, s.input(), s.fragments(), s.traces(), s.sampling(), s.output(), s.metrics());
  }
}
