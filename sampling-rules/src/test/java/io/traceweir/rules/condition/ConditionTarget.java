// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.trace.AttributeNames;
import java.util.ArrayList;
import java.util.List;

/**
 * For the fuzzer: a condition is understood, or all its mistakes have a place and a message of
 * bounded length; its canonical text is read as the same condition, its usual text too, and it can
 * be bound.
 */
public final class ConditionTarget {
  private static final int LONGEST_MESSAGE = 1_000;

  private ConditionTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    List<Mistake> mistakes = new ArrayList<>();
    Condition condition = Condition.read(text, Aliases.NONE, mistakes::add);
    assertThat(mistakes.isEmpty()).isEqualTo(condition != null);
    if (condition != null) {
      mistakes.addAll(condition.clashes());
    }
    for (Mistake mistake : mistakes) {
      assertThat(mistake.offset()).isBetween(0, text.length());
      assertThat(mistake.message()).isNotBlank().hasSizeLessThan(LONGEST_MESSAGE);
    }
    if (condition != null) {
      verify(condition, text);
    }
  }

  private static void verify(Condition condition, String text) {
    String canonical = condition.canonical();
    assertThat(canonical(ConditionText.line(text))).isEqualTo(canonical);
    assertThat(condition.implies(condition)).isTrue();
    condition.bind(new AttributeNames());
    if (condition.constant().isEmpty() && canonical.length() <= Condition.MAX_LENGTH) {
      assertThat(canonical(canonical)).isEqualTo(canonical);
    }
  }

  private static String canonical(String text) {
    List<Mistake> mistakes = new ArrayList<>();
    Condition condition = Condition.read(text, Aliases.NONE, mistakes::add);
    assertThat(mistakes).as(text).isEmpty();
    return condition == null ? "" : condition.canonical();
  }
}
