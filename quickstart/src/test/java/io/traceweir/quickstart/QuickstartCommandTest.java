// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.command.CommandLines;
import io.traceweir.quickstart.traffic.Scenario;
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
        .contains(
            "--duration",
            "--rate",
            "--seed",
            "--input",
            "--rules",
            "--output",
            "--port",
            "--api-port",
            "--plain",
            "--no-color",
            "--chaos")
        .contains("traceweir quickstart --input");
  }

  @Test
  void shouldListEveryScenarioInOneLine() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString().lines().map(String::strip))
        .containsAll(
            Scenario.all().stream()
                .map(s -> String.format("%-15s  %s", s.name(), s.summary()))
                .toList());
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
        "--api-port 70000 | expected a port from 0 to 65535 or off, found 70000",
        "--api-port on | expected a port from 0 to 65535 or off, found on",
        "--output xml | expected text or json, found xml",
        "--input a.jsonl --rate 5 | leave them out with --input",
        "--otlp-port x | --otlp-port has to be a port, 0 for any free one, or off; found x",
        "--otlp-port 70000 | --otlp-port has to be a port",
        "--otlp-port off --no-traffic | --no-traffic needs the OTLP port",
        "--no-traffic --rate 5 | leave them out with --no-traffic",
        "--input a.jsonl --no-traffic | leave them out with --input",
        "--input a.jsonl --otlp-port 0 | leave them out with --input",
        "--chaos --input a.jsonl | --chaos needs traffic of which all is known: leave out --input",
        "--chaos --no-traffic | --chaos needs traffic of which all is known",
        "--chaos --otlp-port 0 | --chaos needs traffic of which all is known",
        "--chaos --otlp-port off | --chaos needs traffic of which all is known",
        "--chaos --duration 14s | --chaos needs a --duration of 15s or more: less leaves no time",
        "--input a.jsonl --scenario calm | leave them out with --input",
        "--scenario slow-dependancy | did you mean \"slow-dependency\"?; there are tour, calm,"
            + " slow-",
        "--scenario x | no scenario has this name; there are tour, calm",
        "--input | --input",
        "--unknown | --unknown",
      })
  void shouldRefuseOptionsThatMakeNoSense(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void shouldSayWhatIsWrongWithAFileWithoutAStackTrace() {
    assertThat(run("--input", "no-such-file.jsonl")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("traceweir: there is no file no-such-file.jsonl");
    assertThat(out.toString()).isEmpty();
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
  }

  @Test
  void shouldRefuseRulesThatAreNotThere(@TempDir Path dir) {
    assertThat(run("--rules", dir.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no file " + dir.resolve("none.yaml"));
    assertThat(run("--rules", dir.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(dir + " is a folder, not a file");
    assertThat(out.toString()).isEmpty();
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
