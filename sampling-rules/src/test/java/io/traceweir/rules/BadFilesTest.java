// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One file for each kind of mistake; the messages beside it are a promise to those who make it. */
class BadFilesTest {
  private static final FilePairs BAD = FilePairs.in("bad");

  static List<String> files() throws IOException {
    return BAD.names();
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldReportEveryMistakeWithItsPlace(String name) throws IOException {
    String text = BAD.text(name);

    ProblemsException thrown =
        catchThrowableOfType(ProblemsException.class, () -> RuleSet.parse(name, text));

    assertThat(thrown).as("%s is accepted", name).isNotNull();
    assertThat(FilePairs.shown(thrown)).isEqualTo(BAD.expected(name));
  }
}
