// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.rules.RuleSet;
import io.traceweir.rules.condition.ConditionText;
import io.traceweir.rules.condition.RandomConditions;
import io.traceweir.yaml.ProblemsException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomFormatTest {
  private static final int FILES = 300;

  /** The formatter itself refuses to lose a comment or to change a meaning; here it need not. */
  @Test
  void shouldKeepMeaningAndCommentsOfAnyFile() {
    int formatted = 0;
    for (int seed = 0; seed < FILES; seed++) {
      String text = new RandomRuleFiles(new Random(seed)).file();
      formatted += isFormatted(seed, text) ? 1 : 0;
    }
    assertThat(formatted).isGreaterThan(FILES / 4);
  }

  private static boolean isFormatted(int seed, String text) {
    String once;
    try {
      once = RuleFormatter.format("f", text);
      assertThat(RuleSet.parse("f", once).hash()).isEqualTo(RuleSet.parse("f", text).hash());
      assertThat(RuleFormatter.format("f", once)).as("seed %s%n%s", seed, text).isEqualTo(once);
    } catch (ProblemsException e) {
      // a condition that is always true, for one
      assertThat(e.problems())
          .as("seed %s%n%s", seed, text)
          .allMatch(problem -> problem.message().matches("this (condition|rule) is .*"));
      return false;
    } catch (IllegalStateException e) {
      throw new AssertionError("seed " + seed + "\n" + text, e);
    }
    assertThat(once.lines()).as("seed %s", seed).noneMatch(line -> line.endsWith(" "));
    return true;
  }

  @Test
  void shouldSplitConditionsWithoutLosingAWord() {
    RandomConditions conditions = new RandomConditions(new Random(3));
    for (int i = 0; i < 5_000; i++) {
      String line = ConditionText.line(conditions.condition());
      for (int width : List.of(10, 40, 96)) {
        assertThat(String.join(" ", ConditionText.lines(line, width))).isEqualTo(line);
      }
      assertThat(ConditionText.line(line)).isEqualTo(line);
    }
  }
}
