// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.Pipeline;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A pipeline in a process of its own, so that it can be killed. */
final class Worker {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String READY = "this worker is ready";

  private final Path log;
  private final Process process;

  private Worker(Path log, Process process) {
    this.log = log;
    this.process = process;
  }

  /**
   * @param log is written anew
   */
  static Worker start(Setup setup, Path stateDir, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName()));
    command.addAll(arguments(setup, stateDir));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    try {
      return new Worker(log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> arguments(Setup setup, Path stateDir) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(setup.bootstrapServers(), setup.inputs(), setup.name()));
    arguments.addAll(List.of(setup.partitioning().name(), setup.guarantee().name()));
    arguments.add(setup.waits().decision().toString());
    arguments.add(setup.waits().afterRoot().toString());
    arguments.add(setup.waits().commit().toString());
    arguments.addAll(List.of(setup.rules(), stateDir.toString()));
    setup.properties().forEach((key, value) -> arguments.add(key + "=" + value));
    return arguments;
  }

  private static Setup setup(String... args) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 10; i < args.length; i++) {
      int equals = args[i].indexOf('=');
      properties.put(args[i].substring(0, equals), args[i].substring(equals + 1));
    }
    return new Setup(
        args[0],
        args[1],
        args[2],
        Partitioning.valueOf(args[3]),
        Guarantee.valueOf(args[4]),
        new Setup.Waits(Duration.parse(args[5]), Duration.parse(args[6]), Duration.parse(args[7])),
        args[8],
        properties);
  }

  /** False when the process ended by itself within this time. */
  boolean runsFor(Duration time) throws InterruptedException {
    return !process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean isReady() {
    return log().contains(READY);
  }

  /** As kill -9 does: nothing is closed, nothing is said. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Nobody needs it any more. */
  void end() {
    process.destroyForcibly();
  }

  /** Asks it to stop; returns when it has. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the pipeline does not stop; it said:\n" + log());
    }
  }

  /** Stands still, as in a long pause of the machine, until told to go on. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** What it printed. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Arguments: what {@link #arguments} makes of a setup. */
  public static void main(String[] args) throws Exception {
    Pipeline pipeline =
        Pipeline.start(setup(args).settings(Path.of(args[9])), new SimpleMeterRegistry(), PATIENCE);
    Runtime.getRuntime().addShutdownHook(new Thread(pipeline::close));
    endWithParent();
    boolean ready = false;
    while (!pipeline.awaitStopped(Duration.ofMillis(100))) {
      if (!ready && pipeline.isReady()) {
        ready = true;
        System.out.println(READY);
      }
    }
    if (pipeline.failure() != null) {
      throw new IllegalStateException("the pipeline failed", pipeline.failure());
    }
  }

  /** The pipe to it breaks when the test is killed. */
  private static void endWithParent() {
    var thread =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {}
              } catch (IOException e) {
                // gone as well
              }
              Runtime.getRuntime().halt(1); // its broker may be gone too
            },
            "parent");
    thread.setDaemon(true);
    thread.start();
  }
}
