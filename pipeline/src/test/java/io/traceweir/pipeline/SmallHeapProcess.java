// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.testkit.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** A pipeline in a process of its own, with a heap that is far too small for what comes. */
final class SmallHeapProcess implements AutoCloseable {
  /** On the data's clock; longer than all the data takes. */
  static final Duration DECISION_WAIT = Duration.ofSeconds(40);

  /** Of the spans. */
  static final int PARTITIONS = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path log;
  private final Process process;

  private SmallHeapProcess(Path log, Process process) {
    this.log = log;
    this.process = process;
  }

  /**
   * Starts it on a broker that has no topics yet.
   *
   * @param heapMegabytes as in {@code -Xmx}
   */
  static SmallHeapProcess start(EmbeddedKafka kafka, Path dir, int heapMegabytes)
      throws IOException {
    kafka.createTopic("otlp_spans", PARTITIONS, Map.of());
    kafka.createTopic("otlp_logs", 1, Map.of());
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
            kafka.bootstrapServers(),
            dir.resolve("state").toString());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    return new SmallHeapProcess(log, builder.redirectOutput(log.toFile()).start());
  }

  /** The time of all partitions goes on, without spans. */
  static void sendTime(TestTopics topics, long millis) throws Exception {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      topics.sendTo(new TopicPartition("otlp_spans", partition), millis, Requests.withoutSpans());
    }
    topics.flush();
  }

  /** Looks again and again until it is true; fails as soon as the process is gone. */
  void await(Duration patience, Duration every, Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(patience)
        .pollInSameThread()
        .pollInterval(every)
        .until(
            () -> {
              assertThat(process.isAlive()).as(this::log).isTrue();
              return condition.call();
            });
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
