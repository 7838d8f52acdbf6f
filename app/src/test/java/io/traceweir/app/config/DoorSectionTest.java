// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorSectionTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldOpenADoorOnlyWhenTold() throws Exception {
    assertThat(load("{ spans: s }").door()).isNull();
    assertThat(load("{ otlp: '[::1]:4318' }").door())
        .isEqualTo(
            new Configuration.Door("::1", 4318, 20 << 20, Runtime.getRuntime().maxMemory() / 10));
  }

  @Test
  void shouldTakeLimits() throws Exception {
    assertThat(load("{ otlp: ':0', otlp_limits: { request: 4MiB, in_flight: 32MiB } }").door())
        .isEqualTo(new Configuration.Door("", 0, 4 << 20, 32 << 20));
  }

  @Test
  void shouldRefuseWhatMakesNoSense() {
    ProblemsException refused =
        catchThrowableOfType(
            ProblemsException.class, () -> load("{ otlp: 4318, otlp_limits: { request: 2GiB } }"));

    assertThat(requireNonNull(refused).problems())
        .hasSize(2)
        .anySatisfy(
            problem -> assertThat(problem.toString()).contains("expected an address and port"))
        .anySatisfy(
            problem ->
                assertThat(problem.toString())
                    .contains(":2:", "at most 1GiB for input.otlp_limits.request"));
  }

  private Configuration load(String input) throws IOException, ProblemsException {
    Path file =
        Files.writeString(
            directory.resolve("traceweir.yaml"),
            """
            kafka: { bootstrap_servers: "kafka:9092" }
            input: %s
            sampling: { rules: [ { name: all, keep: 100%% } ] }
            """
                .formatted(input));
    return Configuration.load(file, Map.of());
  }
}
