// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceweir.yaml.Problem;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One file for each kind of mistake; the messages beside it are a promise to those who make it. */
class BadFilesTest {
  private static final Path BAD = Path.of("src", "test", "resources", "bad");

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(BAD)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldReportEveryMistakeWithItsPlace(String name) throws IOException {
    String text = Files.readString(BAD.resolve(name), UTF_8);
    String expected = Files.readString(BAD.resolve(name.replace(".yaml", ".expected")), UTF_8);

    ProblemsException thrown =
        catchThrowableOfType(ProblemsException.class, () -> RuleSet.parse(name, text));

    assertThat(thrown).as("%s is accepted", name).isNotNull();
    String found =
        thrown.problems().stream()
            .map(Problem::toString)
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(found).isEqualTo(expected);
  }
}
