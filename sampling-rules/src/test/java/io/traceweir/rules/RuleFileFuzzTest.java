// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.yaml.Problem;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever stands in a rule file, it is read or its problems are named, and soon. */
class RuleFileFuzzTest {
  private static final String MEANT = "{}[]:-,\"'|>&*!%#@`\\\n \tkw0159é\u0000";

  private final Random random = new Random(11);

  @Test
  void shouldNameTheProblemsOfAnyFile() throws IOException {
    List<String> files = files();
    Assertions.assertTimeout(
        Duration.ofSeconds(40),
        () -> {
          int refused = 0;
          for (int i = 0; i < 20_000; i++) {
            refused += isRefused(mutated(files.get(random.nextInt(files.size())))) ? 1 : 0;
          }
          assertThat(refused).isBetween(1_000, 19_990);
        });
  }

  @Test
  void shouldReadTheLargestFilesInBoundedTime() {
    String rule =
        "  - { name: r%d, when: trace.span_count == %d or trace.error_count == %d, keep: 1%% }\n";
    StringBuilder file = new StringBuilder("version: 1\nrules:\n");
    for (int i = 0; i < RuleFile.MAX_RULES - 1; i++) {
      file.append(rule.formatted(i, i, i));
    }
    file.append("  - { name: rest, keep: 5% }\n");

    Assertions.assertTimeout(
        Duration.ofSeconds(10), () -> assertThat(isRefused(file.toString())).isFalse());
  }

  private static boolean isRefused(String text) {
    try {
      RuleSet set = RuleSet.parse("f.yaml", text);
      assertThat(set.rules()).isNotEmpty();
      return false;
    } catch (ProblemsException e) {
      assertThat(e.problems()).as(text).isNotEmpty();
      for (Problem problem : e.problems()) {
        assertThat(problem.line()).as("%s%n%s", problem, text).isPositive();
        assertThat(problem.column()).as("%s%n%s", problem, text).isPositive();
      }
      return true;
    }
  }

  private static List<String> files() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Path folder : List.of(Path.of("library"), Path.of("src", "test", "resources", "bad"))) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          String text = Files.readString(file);
          if (file.toString().endsWith(".yaml") && text.length() < 5_000) {
            texts.add(text);
          }
        }
      }
    }
    return texts;
  }

  private String mutated(String file) {
    StringBuilder text = new StringBuilder(file);
    for (int i = random.nextInt(4); i >= 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(20));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.setCharAt(at, MEANT.charAt(random.nextInt(MEANT.length())));
        case 2 -> text.insert(at, MEANT.charAt(random.nextInt(MEANT.length())));
        case 3 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
        default -> text.setCharAt(at, (char) random.nextInt(0x2100));
      }
    }
    return text.toString();
  }
}
