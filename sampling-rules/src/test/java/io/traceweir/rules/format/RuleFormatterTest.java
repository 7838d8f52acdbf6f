// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceweir.rules.RuleSet;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleFormatterTest {
  private static final Path RESOURCES = Path.of("src", "test", "resources");

  static List<Path> files() throws IOException {
    try (Stream<Path> good = Files.list(RESOURCES.resolve("good"));
        Stream<Path> library = Files.list(Path.of("library"))) {
      return Stream.concat(good, library)
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.toString().endsWith("_test.yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldKeepTheMeaningAndChangeNothingTheSecondTime(Path file) throws Exception {
    String text = Files.readString(file);
    String once = RuleFormatter.format("f", text);

    assertThat(RuleSet.parse("f", once).hash()).isEqualTo(RuleSet.parse("f", text).hash());
    assertThat(RuleFormatter.format("f", once)).isEqualTo(once);
  }

  @Test
  void shouldLeaveTheLibraryAsItIs() throws Exception {
    try (Stream<Path> library = Files.list(Path.of("library"))) {
      for (Path file : library.filter(f -> !f.toString().endsWith("_test.yaml")).toList()) {
        String text = Files.readString(file);
        assertThat(RuleFormatter.format("f", text)).as(file.toString()).isEqualTo(text);
      }
    }
  }

  @Test
  void shouldWriteInOneStyle() throws Exception {
    String text = Files.readString(RESOURCES.resolve("format").resolve("odd.yaml"));
    String expected = Files.readString(RESOURCES.resolve("format").resolve("odd.expected"));

    assertThat(RuleFormatter.format("f", text)).isEqualTo(expected);
    assertThat(RuleFormatter.format("f", expected)).isEqualTo(expected);
  }

  @Test
  void shouldKeepTheQuotesThatMatterToPolicies() throws Exception {
    String text = Files.readString(RESOURCES.resolve("format").resolve("policies.yaml"));
    String expected = Files.readString(RESOURCES.resolve("format").resolve("policies.expected"));

    assertThat(RuleFormatter.format("f", text)).isEqualTo(expected);
  }

  @Test
  void shouldRefuseWhatIsWrong() {
    assertThatThrownBy(() -> RuleFormatter.format("f", "version: 1\nrules: [{name: a, kep: 5%}]"))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("did you mean \"keep\"?");
  }

  @Test
  void shouldNotMoveKeysWhenAnAnchorMightBeNeededEarlier() throws Exception {
    String text =
        """
        rules:
          - keep: &some 5%
            name: a
            when: trace.error
          - { name: rest, keep: *some }
        version: 1
        """;

    assertThat(RuleFormatter.format("f", text)).isEqualTo(text);
  }
}
