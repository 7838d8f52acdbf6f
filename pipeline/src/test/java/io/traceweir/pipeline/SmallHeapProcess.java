// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A pipeline in a process of its own, with a heap that is far too small for what comes. */
final class SmallHeapProcess implements AutoCloseable {
  /** On the data's clock; longer than all the data takes. */
  static final Duration DECISION_WAIT = Duration.ofSeconds(40);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path log;
  private final Process process;

  private SmallHeapProcess(Path log, Process process) {
    this.log = log;
    this.process = process;
  }

  /**
   * @param heapMegabytes as in {@code -Xmx}
   */
  static SmallHeapProcess start(String bootstrapServers, Path dir, int heapMegabytes)
      throws IOException {
    Path log = dir.resolve("pipeline.log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx" + heapMegabytes + "m",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            SmallHeapProcess.class.getName(),
            bootstrapServers,
            dir.resolve("state").toString());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    return new SmallHeapProcess(log, builder.redirectOutput(log.toFile()).start());
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** What it printed. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** Asks it to stop, and waits until it has. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Arguments: bootstrap servers, state directory. */
  public static void main(String[] args) throws Exception {
    var meters = new SimpleMeterRegistry();
    Pipeline pipeline = Pipeline.start(settings(args[0], Path.of(args[1])), meters, PATIENCE);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  say(meters);
                  pipeline.close();
                }));
    while (!pipeline.awaitStopped(PATIENCE)) {
      if (pipeline.failure() != null) {
        throw new IllegalStateException("the pipeline failed", pipeline.failure());
      }
    }
  }

  private static PipelineSettings settings(String bootstrapServers, Path stateDir) {
    PipelineSettings quick = QuickSettings.of(bootstrapServers, stateDir);
    PipelineSettings.Traces t = quick.traces();
    return QuickSettings.with(
        quick,
        new PipelineSettings.Traces(
            DECISION_WAIT,
            t.decisionWaitAfterRoot(),
            t.logsOnlyWait(),
            t.limitSpans(),
            t.limitBytes(),
            Runtime.getRuntime().maxMemory() / 2,
            t.rememberDecisionsFor(),
            t.rememberDuplicatesFor(),
            t.maxSourceSkew()));
  }

  private static void say(SimpleMeterRegistry meters) {
    for (String what : List.of("fingerprints", "decisions")) {
      double forgotten = meters.get("traceweir.forgotten").tag("what", what).counter().count();
      System.out.printf("forgotten %s: %.0f%n", what, forgotten);
    }
    System.out.printf(
        "budget used: %.0f bytes%n", meters.get("traceweir.buffer.used").gauge().value());
  }
}
