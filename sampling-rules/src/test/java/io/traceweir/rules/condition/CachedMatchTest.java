// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CachedMatchTest {

  @Test
  void shouldGiveTheVerdictOfThePatternHoweverManyTextsItHasSeen() {
    Pattern pattern = Pattern.compile("^[ab]+[0-9]*$|7");
    CachedMatch match = new CachedMatch(pattern);
    Random random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      String text = "ab".repeat(random.nextInt(200)) + Integer.toString(random.nextInt(2_000), 12);

      assertThat(match.matches(text)).as(text).isEqualTo(pattern.matcher(text).find());
    }
  }
}
