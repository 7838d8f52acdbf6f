// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.config.LogFormat;
import io.traceweir.app.http.Health;
import io.traceweir.app.http.HealthServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the scripts of the image with the shells of this machine. */
class ImageScriptsTest {

  private static final Path SCRIPTS = Tree.ROOT.resolve("deploy/image");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private record Ran(int exitCode, String output) {}

  private record FixedHealth(boolean isLive, boolean isReady, boolean isStarted, String state)
      implements Health {}

  @Test
  void shouldBeHealthyWhenReady() throws Exception {
    assertThat(askHealth(true)).isEqualTo(new Ran(0, ""));
  }

  @Test
  void shouldBeUnhealthyUntilReady() throws Exception {
    Ran ran = askHealth(false);
    assertThat(ran.exitCode()).isNotZero();
    assertThat(ran.output()).contains("/health/ready").contains("503");
  }

  @Test
  void shouldBeUnhealthyWhenNobodyListens() throws Exception {
    int port;
    try (HealthServer server = server(true)) {
      port = server.port();
    }
    assertThat(health(port).exitCode()).isNotZero();
  }

  @Test
  void shouldGiveTheServiceMostOfTheMemory() throws Exception {
    assertThat(start(Map.of(), "run", "--config", "a b.yaml").output().lines())
        .contains("-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError")
        .contains("@/opt/traceweir/java.args")
        .endsWith("io.traceweir.app.Main", "run", "--config", "a b.yaml");
  }

  @Test
  void shouldStartShortCommandsFast() throws Exception {
    assertThat(start(Map.of(), "rules", "check").output().lines())
        .contains("-XX:TieredStopAtLevel=1")
        .doesNotContain("-XX:MaxRAMPercentage=60");
  }

  @Test
  void shouldLetOptionsOfTheUserWin() throws Exception {
    Map<String, String> options = Map.of("TRACEWEIR_JAVA_OPTS", "-XX:MaxRAMPercentage=40 -Xlog:gc");
    List<String> words = start(options, "run").output().lines().toList();
    assertThat(words.indexOf("-XX:MaxRAMPercentage=40"))
        .isGreaterThan(words.indexOf("-XX:MaxRAMPercentage=60"))
        .isLessThan(words.indexOf("io.traceweir.app.Main"));
    assertThat(words).contains("-Xlog:gc");
  }

  @Test
  void shouldBecomeJavaItself() throws Exception {
    Path java = java("#!/bin/sh\nexit 7\n");
    assertThat(start(java, Map.of(), "run").exitCode()).isEqualTo(7);
    assertThat(Files.readString(SCRIPTS.resolve("traceweir"))).contains("\nexec java ");
  }

  private Ran askHealth(boolean ready) throws Exception {
    try (HealthServer server = server(ready)) {
      return health(server.port());
    }
  }

  private static HealthServer server(boolean ready) {
    return HealthServer.start(
        new Configuration.Server("127.0.0.1", 0, true, LogFormat.TEXT),
        new FixedHealth(true, ready, ready, "RUNNING"),
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  private static Ran health(int port) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "the health check needs bash");
    String script = SCRIPTS.resolve("health.sh").toString();
    return run(new ProcessBuilder("/bin/bash", script, Integer.toString(port), "/health/ready"));
  }

  /** With a program in place of Java that prints its arguments. */
  private Ran start(Map<String, String> environment, String... arguments) throws Exception {
    return start(java("#!/bin/sh\nprintf '%s\\n' \"$@\"\n"), environment, arguments);
  }

  private Ran start(Path java, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the entry point needs sh");
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", SCRIPTS.resolve("traceweir").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().remove("TRACEWEIR_JAVA_OPTS");
    builder.environment().put("PATH", java.getParent() + ":/usr/bin:/bin");
    builder.environment().putAll(environment);
    return run(builder);
  }

  private Path java(String script) throws IOException {
    Path java = Files.writeString(directory.resolve("java"), script);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return java;
  }

  private static Ran run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), output);
  }
}
