// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceweir.rules.FilePairs;
import io.traceweir.rules.RuleSet;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Test files that are wrong, each with all that is said of it. */
class BadTestFilesTest {
  private static final FilePairs BAD = FilePairs.in("badtests");

  static List<String> files() throws IOException {
    return BAD.names();
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldReportEveryMistakeWithItsPlace(String name) throws IOException {
    String text = BAD.text(name);

    ProblemsException thrown = catchThrowableOfType(ProblemsException.class, () -> run(name, text));

    assertThat(thrown).as("%s is accepted", name).isNotNull();
    assertThat(FilePairs.shown(thrown)).isEqualTo(BAD.expected(name));
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
