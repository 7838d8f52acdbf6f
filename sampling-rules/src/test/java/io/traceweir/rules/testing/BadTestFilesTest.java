// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceweir.rules.RuleSet;
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

/** Test files that are wrong, each with all that is said of it. */
class BadTestFilesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "badtests");

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
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
    String text = Files.readString(FOLDER.resolve(name), UTF_8);
    String expected = Files.readString(FOLDER.resolve(name.replace(".yaml", ".expected")), UTF_8);

    ProblemsException thrown = catchThrowableOfType(ProblemsException.class, () -> run(name, text));

    assertThat(thrown).as("%s is accepted", name).isNotNull();
    assertThat(
            thrown.problems().stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n", "", "\n")))
        .isEqualTo(expected);
  }

  private static FileResult run(String name, String text) throws ProblemsException {
    String rules =
        name.startsWith("policies")
            ? "policies: [ { name: all, type: always_sample } ]\n"
            : "rules: [ { name: errors, when: trace.error, keep: 100% }, { name: rest, keep: 5% } ]\n";
    TestFile file = TestFile.read(name, text, Tests.NO_FILES);
    return new RuleTests(RuleSet.parse("rules.yaml", "version: 1\n" + rules)).run(file);
  }
}
