// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedMatchTest {

  @ParameterizedTest
  @ValueSource(strings = {"^[ab]+[0-9]*$|7", "7", "b1", "", "a.1", "b\\d", "\u00e9", "a{2}1"})
  void shouldGiveTheVerdictOfThePatternHoweverManyTextsItHasSeen(String expression) {
    Pattern pattern = Pattern.compile(expression);
    CachedMatch match = new CachedMatch(pattern);
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      String text = "ab".repeat(random.nextInt(200)) + Integer.toString(random.nextInt(2_000), 12);
      text += random.nextInt(50) == 0 ? "\u00e9" : "";

      assertThat(match.matches(text)).as(text).isEqualTo(pattern.matcher(text).find());
    }
  }
}
