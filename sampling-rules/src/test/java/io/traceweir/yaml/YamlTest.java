// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {

  @Test
  void shouldKnowWhereEveryValueStands() throws ProblemsException {
    YamlMap root = (YamlMap) Yaml.read("f.yaml", "a: 1\nb:\n  - x\n  - {c: yes}\n");

    assertThat(at(root, "a")).hasToString("f.yaml:1:4");
    YamlList list = (YamlList) requireNonNull(root.value("b"));
    assertThat(list.items().get(0).position()).hasToString("f.yaml:3:5");
    YamlMap inner = (YamlMap) list.items().get(1);
    assertThat(inner.entries().get(0).key().position()).hasToString("f.yaml:4:6");
    assertThat(at(inner, "c")).hasToString("f.yaml:4:9");
  }

  @Test
  void shouldTakeYesForAWordAndTrueForABoolean() throws ProblemsException {
    YamlMap root = (YamlMap) Yaml.read("f", "a: yes\nb: true\nc: 5\nd: 5.5\ne:\nf: '5'\n");

    assertThat(root.entries().stream().map(e -> ((YamlScalar) e.value()).kind()))
        .containsExactly(
            YamlScalar.Kind.STRING,
            YamlScalar.Kind.BOOLEAN,
            YamlScalar.Kind.INTEGER,
            YamlScalar.Kind.FLOAT,
            YamlScalar.Kind.NULL,
            YamlScalar.Kind.STRING);
  }

  @Test
  void shouldCountColumnsAfterAByteOrderMarkAndEmojiInCodePoints() throws ProblemsException {
    YamlMap root = (YamlMap) Yaml.read("f", "\uFEFF{a: \"😀\", b: c}\r\n");

    assertThat(at(root, "b")).hasToString("f:1:13");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n"})
  void shouldReadAnEmptyFileAsNothing(String text) throws ProblemsException {
    assertThat(Yaml.read("f", text).isNull()).isTrue();
  }

  @Test
  void shouldReportEveryDuplicateKey() {
    assertThat(problems("a: 1\nb: {c: 1, c: 2}\na: 3\n"))
        .containsExactly(
            "f:2:11: key \"c\" appears twice in this map",
            "f:3:1: key \"a\" appears twice in this map");
  }

  @Test
  void shouldPointAtASyntaxError() {
    assertThat(problems("a: [1, 2\nb: 3\n")).singleElement().asString().startsWith("f:2:");
    assertThat(problems("a:\n\t- b\n")).singleElement().asString().startsWith("f:2:1: not YAML");
    assertThat(problems("a: \u0007\n")).singleElement().asString().startsWith("f:1:4: a character");
    assertThat(problems("a: 1\n---\nb: 1\n"))
        .singleElement()
        .asString()
        .startsWith("f:3:1: expected one");
    assertThat(problems("a: !java 1\n")).singleElement().asString().startsWith("f:1:4: tags");
    assertThat(problems("[a]: 1\n")).singleElement().asString().startsWith("f:1:1: a key must");
  }

  @Test
  void shouldRefuseDeepNestingWithoutOverflowingTheStack() {
    assertThat(problems("[".repeat(1_000_000)))
        .containsExactly("f:1:66: nested deeper than 64 levels");
    assertThat(problems("x" + " ".repeat(Yaml.MAX_CHARACTERS)))
        .singleElement()
        .asString()
        .contains("4 MiB");
  }

  @Test
  void shouldRefuseAFewLinesThatStandForABillionValues() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      text.append("a" + i + ": &a" + i + " [" + (before + ",").repeat(9) + before + "]\n");
    }

    assertThat(problems(text.toString())).singleElement().asString().contains("aliases counted in");
    assertThat(problems("a: &a [*a]\n")).singleElement().asString().contains("names no anchor");
  }

  @Test
  void shouldResolveAnAlias() throws ProblemsException {
    YamlMap root = (YamlMap) Yaml.read("f", "a: &x [1]\nb: *x\n");

    assertThat(root.value("b")).isEqualTo(root.value("a"));
  }

  @Test
  void shouldMergeMapsBehindWhatAMapSaysItself() throws ProblemsException {
    YamlMap root =
        (YamlMap)
            Yaml.read(
                "f",
                """
                a: &a { x: 1, y: 1, z: 1 }
                b: &b { y: 2, w: 2 }
                one: { <<: *a, y: 3 }
                two: { z: 3, <<: [*b, *a] }
                word: { "<<": 1 }
                """);

    assertThat(texts(root, "one")).containsExactly("y=3", "x=1", "z=1");
    assertThat(texts(root, "two")).containsExactly("z=3", "y=2", "w=2", "x=1");
    assertThat(texts(root, "word")).containsExactly("<<=1");
    assertThat(problems("a: { <<: {}, <<: {} }"))
        .containsExactly("f:1:14: key \"<<\" appears twice in this map");
    assertThat(problems("a: { <<: 1 }\nb: { <<: [{}, 1] }"))
        .containsExactly(
            "f:1:10: << merges a map or a list of maps, found the number 1",
            "f:2:10: << merges a map or a list of maps, found a list");
  }

  private static List<String> texts(YamlMap root, String key) {
    return ((YamlMap) requireNonNull(root.value(key)))
        .entries().stream()
            .map(e -> e.key().text() + "=" + ((YamlScalar) e.value()).text())
            .toList();
  }

  @Test
  void shouldMapOffsetsOfScalarsToTheFile() throws ProblemsException {
    assertThat(positionOf("k: ab cd", "cd")).isEqualTo("f:1:7");
    assertThat(positionOf("k: 'it''s cd'", "cd")).isEqualTo("f:1:11");
    assertThat(positionOf("k: \"a\\\"\\u0041\\n cd\"", "cd")).isEqualTo("f:1:17");
    assertThat(positionOf("k: ab\n  cd\n\n  ef", "ef")).isEqualTo("f:4:3");
    assertThat(positionOf("k: \"ab \\\n   cd\"", "cd")).isEqualTo("f:2:4");
    assertThat(positionOf("k: |\n\n  ab\n   cd\n  ef\n", "cd")).isEqualTo("f:4:4");
    assertThat(positionOf("k: >-\n  ab\n  cd\n", "cd")).isEqualTo("f:1:4");
    assertThat(positionOf("k: '😀 cd'", "cd")).isEqualTo("f:1:7");
  }

  @Test
  void shouldMapTheEndOfAnUnfinishedTextBehindItsLastCharacter() throws ProblemsException {
    YamlScalar scalar =
        (YamlScalar) requireNonNull(((YamlMap) Yaml.read("f", "k: ab\nl: 1")).value("k"));

    assertThat(scalar.positionOf(2)).hasToString("f:1:6");
    assertThat(scalar.positionOf(99)).hasToString("f:1:6");
  }

  @Test
  void shouldMapRandomQuotedTextsAsWritten() throws ProblemsException {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      // the model: write each character with a spelling of random length and note where it began
      StringBuilder yaml = new StringBuilder("k: \"");
      int[] columns = new int[20];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = yaml.codePointCount(0, yaml.length()) + 1;
        yaml.append(
            List.of("a", "\\x41", "\\u0041", "\\U00000041", "\\n", "\\\"", "'")
                .get(random.nextInt(7)));
      }
      YamlScalar scalar =
          (YamlScalar) requireNonNull(((YamlMap) Yaml.read("f", yaml + "\"")).value("k"));
      int i = random.nextInt(columns.length);

      assertThat(scalar.positionOf(i).column()).as(yaml.toString()).isEqualTo(columns[i]);
    }
  }

  private static String positionOf(String yaml, String part) throws ProblemsException {
    YamlScalar scalar = (YamlScalar) requireNonNull(((YamlMap) Yaml.read("f", yaml)).value("k"));
    return scalar.positionOf(scalar.text().indexOf(part)).toString();
  }

  private static Position at(YamlMap map, String key) {
    return requireNonNull(map.value(key)).position();
  }

  private static List<String> problems(String text) {
    ProblemsException e = catchThrowableOfType(ProblemsException.class, () -> Yaml.read("f", text));
    return requireNonNull(e).problems().stream().map(Problem::toString).toList();
  }
}
