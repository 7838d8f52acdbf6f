// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.traceweir.app.ExitCode;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesTestCommandTest {
  private static final String RULES =
      """
      version: 1
      rules:
        - { name: errors, when: trace.error, keep: 100% }
        - { name: slow, when: root.duration > 2s, keep: 50% }
        - { name: rest, keep: 5% }
      """;

  /** The one of docs/rules.md, and a test that fails. */
  private static final String TESTS =
      """
      rules: rules.yaml             # relative to this file; not needed beside it
      tests:
        a failed charge is kept:    # the name of the test
          trace: |
            shop GET /checkout 1.2s http.response.status_code=502
              shop POST /charge client
                payment POST /charge error
                  log ERROR "card refused" card.kind=visa
          rule: errors
          keep: 100%
        most of the rest is not:
          trace: shop GET /checkout 80ms
          rule: rest
          keep: 5%

        a slow page is kept:
          trace: shop GET /checkout 1.5s
          rule: slow
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @BeforeEach
  void writeRules() throws IOException {
    write("rules.yaml", RULES);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private String relative(String output) {
    return output.replace(directory + "/", "");
  }

  @Test
  void shouldShowWhatFailsAsThePageOfTheRulesSays() throws IOException {
    Ran ran = Ran.traceweir("rules", "test", write("rules_test.yaml", TESTS));

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(Files.readString(Path.of("..", "docs", "rules.md"))).contains(relative(ran.out()));
    assertThat(ran.out()).contains("- rule: slow").doesNotContain("\u001b");
  }

  @Test
  void shouldEndWellWhenAllPass() throws IOException {
    Path tests = write("rules_test.yaml", TESTS.replace("1.5s", "2.5s"));
    Ran ran = Ran.traceweir("rules", "test", tests);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(ran.out()).isEqualTo("3 passed, 0 failed\n");
    assertThat(relative(Ran.traceweir("rules", "test", "--verbose", tests).out()))
        .startsWith("passed rules_test.yaml:3:3: a failed charge is kept\n");
  }

  @Test
  void shouldCountRulesAsTestedByAnyFile() throws IOException {
    Path one =
        write(
            "one_test.yaml", "rules: rules.yaml\ntests: { a: { trace: a b error, rule: errors } }");
    Path two =
        write("two_test.yaml", "rules: ./rules.yaml\ntests: { a: { trace: a b, rule: rest } }");

    assertThat(relative(Ran.traceweir("rules", "test", one, two).out()))
        .contains("hint: of rules.yaml no test has a trace for `slow`\n");
  }

  @Test
  void shouldReportMistakesOfAllFilesAndRunTheOthers() throws IOException {
    Path good = write("rules_test.yaml", TESTS);
    Path bad = write("bad_test.yaml", "tests: { a: { trace: a b, rulle: x } }\n");
    Path badRules = write("x_test.yaml", "tests: { a: { trace: a b, rule: x } }\n");
    write("x.yaml", "version: 1\nrules: [ { name: x, keep: 5 } ]\n");
    Path noRules = write("gone_test.yaml", "tests: { a: { trace: a b, rule: x } }\n");
    Ran ran = Ran.traceweir("rules", "test", good, bad, badRules, noRules);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(relative(ran.out()))
        .contains("bad_test.yaml:1:27: a test has no key \"rulle\"; did you mean \"rule\"?")
        .contains("x.yaml:2:27: a percentage needs its `%`")
        .contains("gone_test.yaml:1:1: there is no file")
        .contains("2 passed, 1 failed, 3 files could not be used");
  }

  @Test
  void shouldSayWhenARuleFileIsGivenInPlaceOfItsTests() {
    Ran ran = Ran.traceweir("rules", "test", directory.resolve("rules.yaml"));

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.out()).contains("this is a rule file", "rules_test.yaml");
    assertThat(Ran.traceweir("rules", "test").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(Ran.traceweir("rules", "test", "-o", "xml", "x").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void shouldWriteJson() throws IOException {
    Ran ran = Ran.traceweir("rules", "test", "-o", "json", write("rules_test.yaml", TESTS));
    JsonNode json = new ObjectMapper().readTree(ran.out());

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(json.path("passed").asInt()).isEqualTo(2);
    assertThat(json.path("failed").asInt()).isEqualTo(1);
    JsonNode failed = json.path("files").path(0).path("tests").path(2);
    assertThat(failed.path("name").asText()).isEqualTo("a slow page is kept");
    assertThat(failed.path("line").asInt()).isEqualTo(16);
    assertThat(failed.path("passed").asBoolean(true)).isFalse();
    assertThat(failed.path("differences").path(0).path("got").asText()).isEqualTo("rest");
    assertThat(
            json.path("untested").path(directory.resolve("rules.yaml").toString()).path(0).asText())
        .isEqualTo("slow");
  }

  private static final TraceBuilder RECORDED =
      Traces.trace("r").root("GET /checkout").service("shop").calls("payment", "charge").error();

  @Test
  void shouldTestARecordedTrace() throws IOException {
    Files.write(directory.resolve("trace.binpb"), RECORDED.request().toByteArray());
    Path tests = write("rules_test.yaml", recorded("files: trace.binpb", "errors"));

    assertThat(Ran.traceweir("rules", "test", tests).out()).contains("1 passed, 0 failed");
    write("rules_test.yaml", recorded("files: trace.binpb", "slow"));
    assertThat(Ran.traceweir("rules", "test", tests).out())
        .contains("the trace: 3 spans of 2 services, 1 error, 100ms, root shop GET /checkout");
  }

  private static String recorded(String files, String rule) {
    return "tests:\n  recorded:\n    " + files + "\n    rule: " + rule + "\n";
  }

  @Test
  void shouldPickATraceOutOfSeveralFiles() throws IOException {
    TraceBuilder other = Traces.trace("o").root("GET /");
    try (OutputStream packed =
        new GZIPOutputStream(Files.newOutputStream(directory.resolve("both.gz")))) {
      packed.write(Traces.spans(RECORDED, other).toByteArray());
    }
    String noTraceId = recorded("files: [both.gz]", "errors");
    Path tests = write("rules_test.yaml", noTraceId);

    assertThat(Ran.traceweir("rules", "test", tests).out())
        .contains(
            "rules_test.yaml:3:13: there are several traces in it; choose one with `trace_id`")
        .contains(RECORDED.traceId(), other.traceId());
    write("rules_test.yaml", noTraceId + "    trace_id: " + RECORDED.traceId() + "\n");
    assertThat(Ran.traceweir("rules", "test", tests).out()).contains("1 passed, 0 failed");
    write("rules_test.yaml", noTraceId + "    trace_id: " + other.traceId() + "\n");
    assertThat(Ran.traceweir("rules", "test", tests).out()).contains("0 passed, 1 failed");
    write("rules_test.yaml", noTraceId + "    trace_id: 4bf92f3577b34da6a3ce929d0e0e4736\n");
    assertThat(Ran.traceweir("rules", "test", tests).out())
        .contains("this trace is not in the files");
  }

  @Test
  void shouldSayWhyAFileHasNoTrace() throws IOException {
    write("words.json", "no json");
    write("empty.json", "");
    Path tests = write("rules_test.yaml", recorded("files: [gone.json, words.json]", "errors"));

    assertThat(relative(Ran.traceweir("rules", "test", tests).out()))
        .contains("rules_test.yaml:3:13: gone.json: no such file")
        .contains("rules_test.yaml:3:24: words.json");
    write("rules_test.yaml", recorded("files: empty.json", "errors"));
    assertThat(Ran.traceweir("rules", "test", tests).out()).contains("there is no trace in it");
  }
}
