// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class RulesSchemaTest {
  private static final Path MODULE = Path.of("..", "sampling-rules");
  private static final Path FILE = MODULE.resolve("rules.schema.json");
  private static final Path CORPUS = MODULE.resolve(Path.of("src", "test", "resources"));

  private final String printed = Ran.traceweir("rules", "schema").out();
  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(printed, InputFormat.JSON);

  static List<Path> good() throws IOException {
    return Stream.of(CORPUS.resolve("good"), MODULE.resolve("library"))
        .flatMap(RulesSchemaTest::ruleFiles)
        .toList();
  }

  /** Test files of rules have another form. */
  private static Stream<Path> ruleFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.toString().endsWith("_test.yaml"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldBeTheOneInTheRepository() throws IOException {
    if (System.getProperty("reference", "").equals("write")) {
      Files.writeString(FILE, printed);
    }
    assertThat(FILE)
        .as(
            "write it anew: mvn test -pl app -am -Dtest=RulesSchemaTest -Dreference=write"
                + " -Dsurefire.failIfNoSpecifiedTests=false")
        .hasContent(printed);
  }

  @ParameterizedTest
  @MethodSource("good")
  void shouldAcceptWhatTheReaderAccepts(Path file) throws IOException {
    assertThat(errors(Files.readString(file))).isEmpty();
  }

  /** Those whose mistake is one of form; the others have theirs in a condition, or in the order. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "alias-names",
        "aliases",
        "aliases-no-map",
        "empty",
        "keep",
        "late-upgrade",
        "not-a-map",
        "note-and-owner",
        "policies",
        "policies-aliases",
        "policies-and-rules",
        "policies-combined",
        "policies-form",
        "rule-no-map",
        "rules-empty",
        "rules-missing",
        "rules-no-list",
        "unknown-key",
        "version-missing",
        "version-unknown",
        "when-no-text",
      })
  void shouldRefuseWhatIsWrongInForm(String name) throws IOException {
    assertThat(errors(Files.readString(CORPUS.resolve("bad").resolve(name + ".yaml"))))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ name: a, keep: { spans_per_second: 500 } }",
        "{ name: a, keep: { bytes_per_second: 1.5MiB } }",
        "{ name: a, keep: { traces_per_second: 0.5 } }",
        "{ name: a, keep: 5%, shadow: { keep: 10% } }",
      })
  void shouldAcceptRatesAndShadows(String rule) {
    assertThat(errors("{ version: 1, rules: [" + rule + "], candidates: [next.yaml] }")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ name: a, keep: 5 }",
        "{ name: a, keep: { spans_per_second: 500, traces_per_second: 5 } }",
        "{ name: a, keep: { spans_per_second: 0 } }",
        "{ name: a, keep: { spans_per_minute: 5 } }",
        "{ name: a, keep: { bytes_per_second: lots } }",
        "{ name: a, keep: { bytes_per_second: 1000000 } }",
        "{ name: a, keep: {} }",
        "{ name: a, keep: 5%, shadow: 10% }",
        "{ name: a, keep: 5%, shadow: { keep: { spans_per_second: 5 } } }",
        "{ name: a, keep: 5%, late_upgrade: { max_per_second: 1001 } }",
        "{ name: a, keep: 5%, whenn: trace.error }",
        "{ keep: 5% }",
      })
  void shouldRefuseRulesOfAnotherForm(String rule) {
    assertThat(errors("{ version: 1, rules: [" + rule + "] }")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ name: a, type: latncy }",
        "{ name: a, type: latency, latency: { threshold: 5 } }",
        "{ name: a, type: latency, latency: { threshold_ms: long } }",
        "{ name: a, type: status_code, status_code: { status_codes: [error] } }",
        "{ name: a, type: status_code }",
        "{ name: a, type: not, not: { not_sub_policy: { type: and, and: {} } } }",
        "{ name: a, type: and, and: { and_sub_policy: [{ type: drop, drop: {} }] } }",
        "{ name: a, type: ottl_condition, ottl_condition: { error_mode: loud, span: ['true'] } }",
        "{ name: a, type: always_sample, threshold_ms: 5 }",
        "{ type: always_sample }",
      })
  void shouldRefusePoliciesOfAnotherForm(String policy) {
    assertThat(errors("{ version: 1, policies: [" + policy + "] }")).isNotEmpty();
  }

  private List<Error> errors(String yaml) {
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(true).build();
    String text = yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml;
    Optional<Object> document = Optional.ofNullable(new Load(settings).loadFromString(text));
    return schema.validate(document.map(Documents::json).orElse("null"), InputFormat.JSON);
  }
}
