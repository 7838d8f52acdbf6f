// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.command.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuickstartCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldTeachItsOptions() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("--duration", "--rate", "--seed", "--input", "--rules", "--output", "--port")
        .contains("traceweir quickstart --input");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--duration 5 | expected a duration such as 250ms, 30s, 5m or 1h30m",
        "--duration 0s | --duration has to be above 0",
        "--rate 0 | --rate has to be above 0",
        "--rate NaN | --rate has to be above 0",
        "--port 70000 | --port has to be between 0 and 65535",
        "--output xml | expected text or json, found xml",
        "--input a.jsonl --rate 5 | leave them out with --input",
        "--input | --input",
        "--unknown | --unknown",
      })
  void shouldRefuseOptionsThatMakeNoSense(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void shouldSayWhatIsWrongWithAFileWithoutAStackTrace() {
    assertThat(run("--input", "no-such-file.jsonl")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("traceweir: no-such-file.jsonl: no such file");
  }

  @Test
  void shouldSayThatAFileIsEmptyBeforeAnythingStarts(@TempDir Path dir) throws Exception {
    Path empty = Files.writeString(dir.resolve("empty.jsonl"), "\n");
    assertThat(run("--input", empty.toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("traceweir: " + empty + ": there are no spans or logs in it");
    assertThat(out.toString()).isEqualToIgnoringNewLines("reading 1 file ...");
  }

  @Test
  void shouldNameEveryMistakeInTheRulesBeforeAnythingStarts(@TempDir Path dir) throws Exception {
    Path rules =
        Files.writeString(
            dir.resolve("mine.yaml"),
            """
            version: 1
            rules:
              - { name: a, when: trace.eror, keep: 100% }
              - { name: b, keep: 5 }
            """);
    assertThat(run("--rules", rules.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("mine.yaml:3:", "trace.error", "mine.yaml:4:");
    assertThat(out.toString()).isEmpty();
    assertThat(run("--rules", dir.resolve("none.yaml").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("none.yaml: no such file");
  }

  private int run(String... arguments) {
    String[] line =
        Stream.concat(Stream.of("quickstart"), Stream.of(arguments)).toArray(String[]::new);
    return CommandLines.create()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(line);
  }
}
