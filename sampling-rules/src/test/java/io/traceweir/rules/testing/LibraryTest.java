// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.rules.RuleSet;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of the library does what its tests say, and no rule of it is untested. */
class LibraryTest {
  private static final Path LIBRARY = Path.of("library");

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(LIBRARY)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml") && !name.endsWith("_test.yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldPassItsTests(String name) throws IOException, ProblemsException {
    String testName = name.replace(".yaml", "_test.yaml");
    TestFile tests = TestFile.read(testName, read(testName), Tests.NO_FILES);
    assertThat(tests.rules()).isEqualTo(name);

    RuleTests rules = new RuleTests(RuleSet.parse(name, read(name)));
    FileResult result = rules.run(tests);

    assertThat(result.tests())
        .allSatisfy(
            test ->
                assertThat(test.differences())
                    .as("%s: %s %s", testName, test.test().name(), test.reasons())
                    .isEmpty());
    assertThat(rules.untested(result.taken())).isEmpty();
  }

  private static String read(String name) throws IOException {
    return Files.readString(LIBRARY.resolve(name));
  }
}
