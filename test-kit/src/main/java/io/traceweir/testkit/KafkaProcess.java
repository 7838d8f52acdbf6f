// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * An {@link EmbeddedKafka} in a process of its own, so that it can be killed, and stand still
 * without anything else doing so. It ends with the process that started it.
 */
public final class KafkaProcess implements AutoCloseable {
  private static final String LISTENING = "listening on ";
  private static final long PATIENCE_SECONDS = 60;

  private final Path dir;
  private final Properties overrides;
  private int port;
  private Process process;

  private KafkaProcess(Path dir, Properties overrides) {
    this.dir = dir;
    this.overrides = new Properties();
    this.overrides.putAll(overrides);
    this.process = launch();
    this.port = awaitPort();
  }

  /**
   * On a free port, in a directory that is kept.
   *
   * @param overrides broker settings that win
   */
  public static KafkaProcess start(Path dir, Properties overrides) {
    return new KafkaProcess(dir, overrides);
  }

  public String bootstrapServers() {
    return BrokerSettings.HOST + ":" + port;
  }

  /** From its next start on. */
  public KafkaProcess with(String setting, String value) {
    overrides.setProperty(setting, value);
    return this;
  }

  /** Starts it again, on the same directory and port. */
  public void start() {
    process = launch();
    port = awaitPort();
  }

  /** In order, as an operator would. */
  public void stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the broker does not stop");
    }
  }

  /** As kill -9 does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** It answers nobody until it is thawed; connections stay open. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    List<String> command = List.of("kill", "-" + name, Long.toString(process.pid()));
    if (new ProcessBuilder(command).start().waitFor() != 0) {
      throw new IllegalStateException("the broker got no signal " + name);
    }
  }

  private Process launch() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), KafkaProcess.class.getName()));
    command.addAll(List.of(dir.toString(), Integer.toString(port)));
    overrides.forEach((key, value) -> command.add(key + "=" + value));
    try {
      return new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.appendTo(dir.resolveSibling("kafka.err").toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads on after that, or it would stand still when the pipe is full. */
  private int awaitPort() {
    BufferedReader said = process.inputReader();
    try {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.startsWith(LISTENING)) {
          var reader = new Thread(() -> said.lines().forEach(l -> {}), "kafka-output");
          reader.setDaemon(true);
          reader.start();
          return Integer.parseInt(line.substring(LISTENING.length()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("the broker did not start");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Arguments: directory, port (0 for any), settings as {@code key=value}. */
  public static void main(String[] args) throws IOException {
    var overrides = new Properties();
    for (int i = 2; i < args.length; i++) {
      int equals = args[i].indexOf('=');
      overrides.setProperty(args[i].substring(0, equals), args[i].substring(equals + 1));
    }
    EmbeddedKafka kafka =
        EmbeddedKafka.start(Path.of(args[0]), Integer.parseInt(args[1]), overrides);
    System.out.println(LISTENING + kafka.port());
    while (System.in.read() >= 0) {}
    kafka.close();
    System.exit(0);
  }
}
