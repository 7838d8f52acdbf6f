// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceweir.app.command.CommandLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real processes, really killed. */
@Timeout(420)
class ChaosIT {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldSurviveKillsAndAScaleUp() {
    String[] arguments = {
      "quickstart",
      "--chaos",
      "--duration",
      "31s",
      "--rate",
      "30",
      "--seed",
      "5",
      "--api-port",
      "off"
    };
    int exitCode =
        CommandLines.create()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);

    assertThat(out.toString())
        .as("%s", err)
        .contains("faults of seed 5: ", " scale to 2;")
        .contains("killed worker 1 (kill -9); deciding ")
        .contains("scaling from 1 to 2 workers")
        .contains("worker 1 is back after ")
        .containsPattern("decided again, after [0-9.]+ s without any")
        .containsPattern("\\n  kills \\(kill -9\\) +2\\n")
        .containsPattern("\\n  scalings +1\\n")
        .containsPattern(
            "\\nseed 5, 2 kills: lost 0, split 0, decided twice 0, counter error 0, longest gap"
                + " [0-9.]+ s\\n$")
        .contains("  all agree\n");
    assertThat(exitCode).isZero();
    assertThat(children()).isEmpty();
  }

  /** As when the terminal is torn away, or somebody loses patience. */
  @Test
  void shouldTakeItsWorkersAlongWhenItIsKilled() throws Exception {
    Process quickstart = start();
    try (BufferedReader lines = quickstart.inputReader(UTF_8)) {
      await("the first worker").atMost(Duration.ofMinutes(3)).until(() -> isDeciding(lines));
      List<ProcessHandle> workers = quickstart.descendants().toList();
      assertThat(workers).isNotEmpty().allMatch(ProcessHandle::isAlive);

      quickstart.destroyForcibly();
      assertThat(quickstart.waitFor(60, TimeUnit.SECONDS)).isTrue();

      await("the end of the workers")
          .atMost(Duration.ofMinutes(1))
          .until(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  private static Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.traceweir.app.Main",
            "quickstart",
            "--chaos",
            "--plain",
            "--api-port",
            "off")
        .redirectErrorStream(true)
        .start();
  }

  private static boolean isDeciding(BufferedReader lines) {
    try {
      String line = lines.readLine();
      assertThat(line).as("output of a quickstart that goes on").isNotNull();
      return line.contains("worker 1 works");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void shouldLeaveNoProcess() {
    children().forEach(ProcessHandle::destroyForcibly);
  }

  private static List<ProcessHandle> children() {
    try (Stream<ProcessHandle> all = ProcessHandle.current().descendants()) {
      return all.filter(ProcessHandle::isAlive).toList();
    }
  }
}
