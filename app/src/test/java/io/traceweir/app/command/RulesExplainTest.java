// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

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
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(AnySign.class)
class RulesExplainTest {
  private static final String RULES =
      """
      version: 1
      rules:
        - { name: pay, when: 'any span(service == "payment" and status == error)', keep: 100% }
        - { name: slow, when: trace.duration > 1s, keep: 50% }
        - { name: rest, keep: 5% }
      """;

  private static final TraceBuilder TRACE =
      Traces.trace("a")
          .traceId("5b8aa5a2d2c872e8321cf37308d69df2")
          .root("GET /checkout")
          .spanId("051581bf3cb55c13")
          .service("shop")
          .lasting(Duration.ofMillis(1500))
          .child("charge")
          .service("payment")
          .spanId("00f067aa0ba902b7")
          .log(SeverityNumber.SEVERITY_NUMBER_INFO, "charged");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldShowWhatWasTriedAndWhatDecided() throws Exception {
    Ran ran = explain(rules(RULES), file("trace.json", OtlpJson.toJson(TRACE.request())));

    assertThat(ran.out())
        .isEqualTo(
            """
            trace 5b8aa5a2d2c872e8321cf37308d69df2
              2 spans, 0 logs, 0 errors, 1.50 s; root GET /checkout of shop

            rules.yaml
              ✗ pay: does not hold
                ✗ any span(service == "payment" and status == error): 0 of 2 spans
                │   ✗ GET /checkout of shop (span 051581bf3cb55c13): service is "shop", status is unset
                │   ✗ charge of payment (span 00f067aa0ba902b7): service is "payment", status is unset
                ├─✓ service == "payment": 1 of 2 spans
                │     ✓ charge of payment (span 00f067aa0ba902b7): service is "payment"
                └─✗ status == error: 0 of 2 spans
                      ✗ GET /checkout of shop (span 051581bf3cb55c13): status is unset
                      ✗ charge of payment (span 00f067aa0ba902b7): status is unset
              ✓ slow: holds, and decides
                ✓ trace.duration > 1s, trace.duration is 1s500ms
              · rest: not asked, it is decided already
              dropped by slow, which keeps 50%: the randomness 1cf37308d69df2 is below the threshold 80000000000000
            """);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"US-ASCII", "ISO-8859-1"})
  void shouldDrawWithSignsThatCanBeWritten(String charset) throws Exception {
    System.setProperty(AnySign.CHARSET, charset);

    assertThat(explain(rules(RULES), file("trace.json", OtlpJson.toJson(TRACE.request()))).out())
        .endsWith(
            """
              x pay: does not hold
                x any span(service == "payment" and status == error): 0 of 2 spans
                |   x GET /checkout of shop (span %s): service is "shop", status is unset
                |   x charge of payment (span 00f067aa0ba902b7): service is "payment", status is unset
                |-+ service == "payment": 1 of 2 spans
                |     + charge of payment (span 00f067aa0ba902b7): service is "payment"
                `-x status == error: 0 of 2 spans
                      x GET /checkout of shop (span %s): status is unset
                      x charge of payment (span 00f067aa0ba902b7): status is unset
              + slow: holds, and decides
                + trace.duration > 1s, trace.duration is 1s500ms
              . rest: not asked, it is decided already
              dropped by slow, which keeps 50%%: the randomness 1cf37308d69df2 is below the threshold 80000000000000
            """
                .formatted(root(), root()));
    assertThat(Ran.traceweir("rules", "explain", "--help").out())
        .matches(help -> help.chars().allMatch(sign -> sign < 128), "is ASCII");
  }

  /** Files and output stand there as they are here. */
  @Test
  void shouldSayWhatItsPageSays() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "simulate.md"));
    String section = page.substring(page.indexOf("\n## Why"), page.indexOf("\n## What would"));
    List<String> rules = blocks(section, "yaml");
    Path trace = file("trace.json", blocks(section, "json").get(0));
    List<String> outputs = blocks(section, "text");

    assertThat(explain(rules(rules.get(0)), trace).out()).isEqualTo(outputs.get(0));
    assertThat(rules).hasSize(3).hasSameSizeAs(outputs);
    for (int i = 1; i < rules.size(); i++) {
      assertThat(explain(rules(rules.get(i)), trace).out()).endsWith(outputs.get(i));
    }
  }

  private static List<String> blocks(String page, String language) {
    Pattern block = Pattern.compile("(?s)```" + language + "\n(.*?)```");
    return block.matcher(page).results().map(found -> found.group(1)).toList();
  }

  private static String root() {
    return HexFormat.of()
        .formatHex(
            TRACE
                .request()
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0)
                .getSpanId()
                .toByteArray());
  }

  @Test
  void shouldWriteTheSameForPrograms() throws Exception {
    Ran ran =
        explain(rules(RULES), file("t", OtlpJson.toJson(TRACE.request())), "--output", "json");

    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.get("trace_id").asText()).isEqualTo(TRACE.traceId());
    assertThat(json.get("duration_ms").asDouble()).isEqualTo(1500);
    JsonNode explanation = json.get("explanations").get(0);
    assertThat(explanation.get("rules").asText()).isEqualTo("rules.yaml");
    assertThat(explanation.get("kept").asBoolean()).isFalse();
    assertThat(explanation.get("rule").asText()).isEqualTo("slow");
    assertThat(explanation.get("probability").asDouble()).isEqualTo(0.5);
    assertThat(explanation.get("randomness").asText()).isEqualTo("1cf37308d69df2");
    assertThat(explanation.get("steps").findValuesAsText("outcome"))
        .containsExactly("passes", "takes", "not_asked");
    JsonNode condition = explanation.get("steps").get(0).get("condition");
    assertThat(condition.get("spans").get("fitting").asInt()).isZero();
    assertThat(condition.get("parts").get(0).get("spans").get("examples").get(0).toString())
        .isEqualTo(
            "{\"span_id\":\"00f067aa0ba902b7\",\"name\":\"charge\",\"service\":\"payment\","
                + "\"values\":{\"service\":\"\\\"payment\\\"\"}}");
  }

  @Test
  void shouldPutSpansAndLogsOfSeveralFilesTogether() throws Exception {
    TraceBuilder other =
        Traces.trace("b").root("GET /").log(SeverityNumber.SEVERITY_NUMBER_INFO, "");
    Path spans =
        file("spans", OtlpJson.toJson(other.request()) + "\n" + OtlpJson.toJson(TRACE.request()));
    Path logs = file("logs", OtlpJson.toJson(other.logs()) + "\n" + OtlpJson.toJson(TRACE.logs()));

    assertThat(explain(rules(RULES), spans, logs, "--trace-id", "5b8A").out())
        .contains("2 spans, 1 log, 0 errors");
    Ran several = explain(rules(RULES), spans, logs);
    assertThat(several.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(several.err())
        .contains("--trace-id says which one", other.traceId(), TRACE.traceId());
    Ran none = explain(rules(RULES), spans, "--trace-id", "ffff");
    assertThat(none.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(none.err()).contains("no trace with an id that begins with ffff in " + spans);
  }

  @Test
  void shouldExplainWhatCanBeReadAndSayWhatCannot() throws Exception {
    Path file = file("t", OtlpJson.toJson(TRACE.request()) + "\n{\"resourceSpans\":[{");
    Ran ran = explain(rules(RULES), file);
    assertThat(ran.out()).contains("dropped by slow");
    assertThat(ran.err()).startsWith(file + ":2: not JSON");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void shouldListTheMistakesOfAllRuleFiles() throws Exception {
    Path wrong = file("a.yaml", RULES.replace("trace.duration", "trace.durations"));
    Path other = file("b.yaml", RULES.replace("50%", "50"));
    Path trace = file("t", OtlpJson.toJson(TRACE.request()));
    Ran ran = explain(wrong, trace, "--rules", other.toString());
    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.err()).contains(wrong + ":4:", "did you mean `trace.duration`", other + ":4:");
  }

  private Ran explain(Path rules, Object... arguments) {
    Object[] all = new Object[4 + arguments.length];
    all[0] = "rules";
    all[1] = "explain";
    all[2] = "--rules";
    all[3] = rules;
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    return Ran.traceweir(all);
  }

  private Path rules(String text) throws IOException {
    return file("rules.yaml", text);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
