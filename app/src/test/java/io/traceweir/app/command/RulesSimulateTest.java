// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.traceweir.app.ExitCode;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesSimulateTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String RULES =
      """
      version: 1
      rules:
        - { name: errors, when: trace.error or any log(severity >= ERROR), keep: 100% }
        - { name: slow, when: trace.duration > 1s, keep: 50% }
        - { name: rest, keep: 0% }
      """;

  private static final TraceBuilder FAST = trace("00000000000000ff", 100);
  private static final TraceBuilder FAILED = trace("0000000000000001", 200).error();
  private static final TraceBuilder SLOW_HIGH = trace("00ffffffffffffff", 1_500);
  private static final TraceBuilder SLOW_LOW = trace("0000000000000002", 2_500);
  private static final TraceBuilder LOGGED =
      trace("0000000000000003", 100).log(SeverityNumber.SEVERITY_NUMBER_ERROR, "no stock");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldShowWhatEachRuleTakesAndKeeps() throws Exception {
    Ran ran = Ran.traceweir("rules", "simulate", "--rules", rules(), "--input", spans(), logs());

    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.OK);
    assertThat(ran.out().lines().limit(7).map(String::strip))
        .satisfiesExactly(
            l ->
                assertThat(l)
                    .matches(
                        "5 traces with 5 spans and 1 log, .* B; 1 with an error, 2 of 1s and more"),
            l -> assertThat(l).isEmpty(),
            l -> assertThat(l).isEqualTo("rules.yaml"),
            l -> assertThat(l).startsWith("rule     keeps   traces   kept"),
            l -> assertThat(l).matches("errors +100% +2 +2 +100.0% +2 +[0-9]+ B +1 +0 +0 +0"),
            l -> assertThat(l).matches("slow +50% +2 +1 +50.0% +1 +[0-9]+ B +0 +0 +1 +1"),
            l -> assertThat(l).matches("rest +0% +1 +0 +0.0% +0 +0 B +0 +0 +0 +0"));
    assertThat(ran.out()).containsPattern("all +5 +3 +60.0% +3 +[0-9]+ B +1 +0 +1 +1\n");
  }

  @Test
  void shouldWriteEveryDecision() throws Exception {
    Path decisions = directory.resolve("decisions.jsonl");
    Ran ran =
        Ran.traceweir(
            "rules",
            "simulate",
            "--rules",
            rules(),
            "--input",
            spans(),
            logs(),
            "--decisions",
            decisions);
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.OK);
    assertThat(Files.readAllLines(decisions, UTF_8))
        .containsExactlyInAnyOrder(
            line(FAST, false, "rest", "0.0", 0, "100.0"),
            line(FAILED, true, "errors", "1.0", 1, "200.0"),
            line(SLOW_HIGH, true, "slow", "0.5", 0, "1500.0"),
            line(SLOW_LOW, false, "slow", "0.5", 0, "2500.0"),
            line(LOGGED, true, "errors", "1.0", 0, "100.0"));
  }

  private static String line(
      TraceBuilder trace, boolean kept, String rule, String probability, int errors, String ms) {
    return "{\"trace_id\":\"%s\",\"rules\":\"rules.yaml\",\"kept\":%s,\"rule\":\"%s\",\"probability\":%s,"
            .formatted(trace.traceId(), kept, rule, probability)
        + "\"trigger\":\"root\",\"spans\":1,\"errors\":%d,\"duration_ms\":%s}"
            .formatted(errors, ms);
  }

  @Test
  void shouldShowWhatWouldChange() throws Exception {
    Path next = file("next.yaml", RULES.replace("50%", "100%").replace("trace.error or ", ""));
    Path same = file("same.yaml", RULES.replace("name: slow", "name: too-slow"));
    Ran ran =
        Ran.traceweir(
            "rules",
            "simulate",
            "--input",
            spans(),
            logs(),
            "--rules",
            rules(),
            "--rules",
            next,
            "--rules",
            same);

    assertThat(ran.out())
        .containsPattern(
            "next.yaml against rules.yaml\n.*\n  now dropped   errors     rest          1       1        1      0   "
                + FAILED.traceId()
                + "\n  now kept      slow       slow          1       1        0      1   "
                + SLOW_LOW.traceId())
        .contains("same.yaml against rules.yaml: keeps the same traces");
  }

  @Test
  void shouldWriteTheSameForPrograms() throws Exception {
    Path next = file("next.yaml", RULES.replace("50%", "100%"));
    Ran ran =
        Ran.traceweir(
            "rules",
            "simulate",
            "--rules",
            rules(),
            next,
            "--input",
            spans(),
            logs(),
            "-o",
            "json",
            "--slow",
            "150ms");
    JsonNode json = JSON.readTree(ran.out());
    assertThat(json.get("input").get("traces").asInt()).isEqualTo(5);
    assertThat(json.get("input").get("slow_traces").asInt()).isEqualTo(3);
    JsonNode first = json.get("sets").get(0);
    assertThat(first.get("rules").asText()).isEqualTo("rules.yaml");
    assertThat(first.get("kept").get("traces").asInt()).isEqualTo(3);
    assertThat(first.get("by_rule").get(1).get("rule").asText()).isEqualTo("slow");
    assertThat(first.get("by_rule").get(1).get("kept").get("spans").asInt()).isEqualTo(1);
    assertThat(first.get("now_kept").asInt()).isZero();
    JsonNode second = json.get("sets").get(1);
    assertThat(second.get("now_kept").asInt()).isEqualTo(1);
    assertThat(second.get("changes").get(0).get("examples").get(0).asText())
        .isEqualTo(SLOW_LOW.traceId());
  }

  /** Four spans a second, and a bucket of four: the traces of one second, in their order. */
  @Test
  void shouldCountLimitsByTheTimesOfTheTraces() throws Exception {
    Path limit =
        file(
            "limit.yaml",
            """
            version: 1
            policies:
              - { name: some, type: rate_limiting, rate_limiting: { spans_per_second: 4, burst_capacity: 4 } }
            """);
    List<String> lines = new ArrayList<>();
    for (int i = 9; i >= 0; i--) {
      TraceBuilder trace =
          Traces.trace("t" + i)
              .traceId("5b8aa5a2d2c872e8000000000000000" + i)
              .at(Duration.ofMillis(1_000 * (i / 5) + i))
              .root("GET /");
      lines.add(OtlpJson.toJson(trace.request()));
    }
    Path decisions = directory.resolve("d.jsonl");
    Path input = file("in.jsonl", String.join("\n", lines));
    Ran.traceweir(
        "rules", "simulate", "--rules", rules(), limit, "--input", input, "--decisions", decisions);
    List<String> kept = new ArrayList<>();
    for (String line : Files.readAllLines(decisions, UTF_8)) {
      JsonNode decision = JSON.readTree(line);
      if (decision.get("rules").asText().equals("limit.yaml") && decision.get("kept").asBoolean()) {
        kept.add(decision.get("trace_id").asText().substring(31));
      }
    }
    assertThat(kept).containsExactly("0", "1", "2", "3", "5", "6", "7", "8");
  }

  @Test
  void shouldTryHundredsOfRuleFilesInOneCall() throws Exception {
    List<Object> arguments = new ArrayList<>(List.of("rules", "simulate", "--rules"));
    for (int i = 0; i < 300; i++) {
      arguments.add(file("r" + i + ".yaml", RULES.replace("> 1s", "> " + (i + 1) * 10 + "ms")));
    }
    arguments.addAll(List.of("--input", spans()));
    Ran ran = Ran.traceweir(arguments.toArray());
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.OK);
    assertThat(ran.out())
        .containsPattern("r0.yaml +2 +40.0%")
        .containsPattern("r299.yaml +1 +20.0%.* 0 +1\n");
  }

  @Test
  void shouldGoOnWhereTheInputIsBrokenAndSaySo() throws Exception {
    Path broken = file("broken.jsonl", Files.readString(spans()) + "\n{\"resourceSpans\": [\n");
    Ran ran = Ran.traceweir("rules", "simulate", "--rules", rules(), "--input", broken);
    assertThat(ran.out()).startsWith("5 traces");
    assertThat(ran.err()).contains(broken + ":6: not JSON");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);

    Ran nothing = Ran.traceweir("rules", "simulate", "--rules", rules(), "--input", file("e", ""));
    assertThat(nothing.err()).contains("there is no trace in the input");
    assertThat(nothing.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rules r.yaml | say what to read: --input FILE, or --from -1h with --config FILE",
        "--rules r.yaml --input a --from -1h | either --input or --from, not both",
        "--rules r.yaml --input a --to -1h | --to needs --from",
        "--input a | say what to try: --rules FILE, or --config FILE",
        "--rules r.yaml --from -1x | expected how long ago, such as -1h or -90m",
        "--rules r.yaml --from yesterday | expected how long ago",
        "--rules r.yaml --from -1h | there is no file traceweir.yaml",
        "--rules r.yaml --input a --slow 5 | expected a duration such as 500ms",
      })
  void shouldSayWhatIsMissing(String arguments, String message) {
    List<Object> words = new ArrayList<>(List.of("rules", "simulate"));
    words.addAll(List.of(arguments.split(" ")));
    Ran ran = Ran.traceweir(words.toArray());
    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains(message);
  }

  @Test
  void shouldTeachByExamples() {
    assertThat(Ran.traceweir("rules", "simulate", "--help").out())
        .contains("--rules now.yaml --rules next.yaml", "--from -1h --config", "--decisions");
    assertThat(Ran.traceweir("rules", "--help").out()).contains("simulate", "explain");
  }

  /** One span that takes so long; the last digits of the id are the randomness. */
  private static TraceBuilder trace(String idEnd, int millis) {
    return Traces.trace(idEnd)
        .traceId("5b8aa5a2d2c872e8" + idEnd)
        .root("GET /")
        .lasting(Duration.ofMillis(millis));
  }

  private Path spans() throws IOException {
    List<String> lines = new ArrayList<>();
    for (TraceBuilder trace : List.of(FAST, FAILED, SLOW_HIGH, SLOW_LOW, LOGGED)) {
      lines.add(OtlpJson.toJson(trace.request()));
    }
    return file("spans.jsonl", String.join("\n", lines));
  }

  private Path logs() throws IOException {
    return file("logs.json", OtlpJson.toJson(LOGGED.logs()));
  }

  private Path rules() throws IOException {
    return file("rules.yaml", RULES);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void shouldNotOverwriteWhatItReads() throws Exception {
    var input = spans();
    Path read = Path.of(input.toString());
    String before = Files.readString(read, UTF_8);
    Ran ran =
        Ran.traceweir(
            "rules", "simulate", "--rules", rules(), "--input", input, "--decisions", input);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("--decisions would overwrite " + input + ", which is read");
    assertThat(Files.readString(read, UTF_8)).isEqualTo(before);
  }
}
