// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A worker as a process of the operating system. */
final class WorkerProcess implements Worker {
  private static final int PATIENCE_MILLIS = 500;
  private static final int OK = 200;

  /** Small and quickly there: a worker lives for seconds, beside others and a broker. */
  private static final List<String> OPTIONS =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private final Process process;
  private final WorkerLog log = new WorkerLog();

  private WorkerProcess(Process process, String name) {
    this.process = process;
    log.follow(process.getInputStream(), "log-of-" + name);
  }

  /**
   * Starts this very program anew.
   *
   * @param name as the configuration asks for it in the environment
   */
  static WorkerProcess start(String name, String variable, Path config)
      throws WorkerFailedException {
    ProcessBuilder builder = new ProcessBuilder(command(config)).redirectErrorStream(true);
    builder.environment().put(variable, name);
    try {
      return new WorkerProcess(builder.start(), name);
    } catch (IOException e) {
      throw new WorkerFailedException(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  private static List<String> command(Path config) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(classArchive(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(WorkerMain.class.getName(), config.toString()));
    return command;
  }

  /** Classes that this process found in a file are found there by the next one too. */
  static List<String> classArchive(List<String> ownOptions) {
    return ownOptions.stream()
        .filter(o -> o.startsWith("-XX:SharedArchiveFile=") || o.startsWith("-Xlog:cds"))
        .toList();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public boolean isReady() {
    OptionalInt port = log.port();
    return port.isPresent() && isOk("http://127.0.0.1:" + port.getAsInt() + "/health/ready");
  }

  private static boolean isOk(String url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try {
        return connection.getResponseCode() == OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void kill() {
    process.destroyForcibly();
  }

  /** Through its handle: the process itself would close the pipe that tells that we are there. */
  @Override
  public void stop() {
    process.toHandle().destroy();
  }

  @Override
  public boolean awaitEnd(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public int exitCode() {
    return process.exitValue();
  }

  @Override
  public List<String> lastLines() {
    return log.lastLines();
  }
}
