// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SubstitutionTest {

  private final Problems problems = new Problems();
  private final Substitution substitution =
      new Substitution(
          Map.of("HOST", "kafka", "PORT", "9092", "EMPTY", ""),
          path -> {
            if (path.equals("/token")) {
              return "secret";
            }
            throw new IllegalArgumentException("cannot read " + path);
          });

  @Test
  void shouldReplaceVariablesAndFiles() throws ProblemsException {
    assertThat(text("k: ${env:HOST}:${env:PORT}")).isEqualTo("kafka:9092");
    assertThat(text("k: '${env:NONE:-a:-b}'")).isEqualTo("a:-b");
    assertThat(text("k: '${env:EMPTY:-x}${env:EMPTY}'")).isEqualTo("x");
    assertThat(text("k: ${file:/token}")).isEqualTo("secret");
    assertThat(text("k: '$${env:HOST} $5 ^a$'")).isEqualTo("${env:HOST} $5 ^a$");
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void shouldTakeANumberFromAVariableForANumber() throws ProblemsException {
    assertThat(scalar("k: \"${env:PORT}\"").kind()).isEqualTo(YamlScalar.Kind.INTEGER);
  }

  @Test
  void shouldNotReadASubstitutedTextAgain() throws ProblemsException {
    Substitution nested = new Substitution(Map.of("A", "${env:B}", "B", "b"), path -> "");
    YamlMap map = (YamlMap) nested.apply(Yaml.read("f", "k: ${env:A}"), problems);

    assertThat(((YamlScalar) requireNonNull(map.value("k"))).text()).isEqualTo("${env:B}");
  }

  @Test
  void shouldPointAtWhatCannotBeReplaced() throws ProblemsException {
    scalar("a: 1\nk: [x, 'y ${env:NONE} ${file:/gone} ${what}']");

    assertThat(problems.list().stream().map(Problem::toString))
        .containsExactly(
            "f:2:11: environment variable NONE is not set; ${env:NONE:-default} gives a default",
            "f:2:23: cannot read /gone",
            "f:2:37: expected ${env:NAME}, ${env:NAME:-default} or ${file:PATH}, found ${what};"
                + " write $$ for a dollar sign");
  }

  @Test
  void shouldKeepPositionsOfWhatStandsBeforeASubstitution() throws ProblemsException {
    YamlScalar scalar = scalar("k: ab ${env:HOST} cd");

    assertThat(scalar.positionOf(1)).hasToString("f:1:5");
    assertThat(scalar.positionOf(8)).hasToString("f:1:7");
  }

  @Test
  void shouldShowInMessagesWhatWasWrittenInPlaceOfWhatCameIn() throws ProblemsException {
    YamlScalar scalar = scalar("k: ${file:/token}");
    Decoders.integer(1, 2).decode(scalar, problems);
    problems.add(scalar, "expected a list, found " + scalar.describe());
    problems.add(scalar.positionOf(3), "unknown word secret");

    assertThat(problems.list().stream().map(Problem::message))
        .containsExactly(
            "expected a whole number from 1 to 2, found \"${file:/token}\"",
            "expected a list, found \"${file:/token}\"",
            "the value of \"${file:/token}\" is not what is expected here");
  }

  private String text(String yaml) throws ProblemsException {
    return scalar(yaml).text();
  }

  private YamlScalar scalar(String yaml) throws ProblemsException {
    YamlMap map = (YamlMap) substitution.apply(Yaml.read("f", yaml), problems);
    YamlNode value = requireNonNull(map.value("k"));
    return value instanceof YamlScalar s ? s : (YamlScalar) ((YamlList) value).items().get(0);
  }
}
