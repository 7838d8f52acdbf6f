// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestFileTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tests: { a: { trace: a b, rule: rest } }",
        "{ version: 1, rules: rules.yaml, tests: { a: { trace: a b } } }",
        "{ tests: [], unknown: key }",
      })
  void shouldKnowATestFile(String text) {
    assertThat(TestFile.isTestFile("file.yaml", text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ version: 1, rules: [ { name: rest, keep: 5% } ] }",
        "{ version: 1, rules: [ { name: rest, keep: 5% } ], tests: {} }",
        "{ version: 1, policies: [ { name: all, type: always_sample } ], tests: {} }",
        "rules: rules.yaml",
        "- tests: {}",
        "tests: {",
        "",
      })
  void shouldTakeNothingElseForOne(String text) {
    assertThat(TestFile.isTestFile("file.yaml", text)).isFalse();
  }
}
