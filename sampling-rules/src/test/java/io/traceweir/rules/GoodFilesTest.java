// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A file for each thing that can be said; beside it what was understood. The hash is a promise: it
 * is on decisions, and may change only when the meaning does.
 */
class GoodFilesTest {
  private static final FilePairs GOOD = FilePairs.in("good");

  static List<String> files() throws IOException {
    return GOOD.names();
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldUnderstand(String name) throws IOException, ProblemsException {
    RuleSet set = RuleSet.parse(name, GOOD.text(name));

    if (System.getProperty("reference", "").equals("write")) {
      Files.writeString(GOOD.expectedFile(name), shown(set));
    }

    assertThat(shown(set))
        .as("write what is missing with -Dreference=write, and look at it")
        .isEqualTo(GOOD.expected(name));
  }

  private static String shown(RuleSet set) {
    return set.rules().stream()
        .map(GoodFilesTest::shown)
        .collect(Collectors.joining("", "hash " + set.hash() + "\n", ""));
  }

  private static String shown(Rule rule) {
    StringBuilder line = new StringBuilder(rule.name() + " | ");
    line.append(rule.consistent() ? Double.toString(rule.probability()) : "policy");
    line.append(rule.consistent() ? " " + Long.toHexString(rule.threshold()) : "");
    if (rule.lateUpgrade() != null) {
      line.append(" | late ").append(rule.lateUpgrade().maxPerSecond());
    }
    String when = rule.when().replace("\n", "\\n");
    return line + (when.isEmpty() ? "" : " | " + when) + "\n";
  }
}
