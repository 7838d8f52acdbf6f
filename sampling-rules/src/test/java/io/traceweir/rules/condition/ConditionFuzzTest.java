// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever is written as a condition, it is understood or its mistakes are named. */
class ConditionFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "trace.error",
          "trace.duration",
          "root.name",
          "root.attributes",
          "service",
          "status",
          "severity",
          "error",
          "any",
          "all",
          "no",
          "count",
          "span",
          "log",
          "event",
          "trace.services",
          "trace.start_time",
          "trace.retries",
          "trace.critical_path.service",
          "span.name",
          "\"2026-01-31T12:00:00Z\"",
          "IsMatch(name, \"a\")",
          "Len(root.name)",
          "Len(",
          "attributes[\"a\"]",
          "[0]",
          "*",
          "0x0a",
          "contains",
          "and",
          "or",
          "not",
          "in",
          "matches",
          "contains",
          "exists",
          "nil",
          "true",
          "(",
          ")",
          "[",
          "]",
          ",",
          "==",
          "!=",
          "<",
          ">=",
          "=",
          "+",
          "-",
          "2s",
          "10MiB",
          "5",
          "1e9",
          "1e999",
          "\"x\"",
          "\"",
          "\\",
          "\"(a{9}){9}\"",
          "'",
          "é",
          "\ud834",
          "\u0000",
          ".",
          "#",
          "%",
          "$",
          "&&",
          "1.2.3");

  private final Random random = new Random(7);

  @Test
  void shouldNameTheMistakesOfAnyText() {
    Assertions.assertTimeout(
        Duration.ofSeconds(60),
        () -> {
          int understood = 0;
          for (int i = 0; i < 100_000; i++) {
            understood += check(pieces()) ? 1 : 0;
          }
          assertThat(understood).isPositive();
        });
  }

  @Test
  void shouldNameTheMistakesOfMutatedConditions() {
    RandomConditions conditions = new RandomConditions(random);
    Assertions.assertTimeout(
        Duration.ofSeconds(60),
        () -> {
          int understood = 0;
          for (int i = 0; i < 25_000; i++) {
            understood += check(mutated(conditions.condition())) ? 1 : 0;
          }
          assertThat(understood).isBetween(300, 24_000);
        });
  }

  @Test
  void shouldBearTheLongestAndTheDeepest() {
    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          for (String piece : PIECES) {
            check((piece + " ").repeat(Condition.MAX_LENGTH / (piece.length() + 1)));
            check(piece.repeat(Condition.MAX_LENGTH / piece.length()));
          }
          check("trace.error and ".repeat(600) + "trace.error");
          check("any span(IsMatch(name, \"" + "a".repeat(9_900) + "\"))");
          check("any span(" + "Len(".repeat(2_000) + "name" + ")".repeat(2_000) + " > 1)");
          check("any span(" + "(".repeat(4_000) + "1 + 1" + ")".repeat(4_000) + " > 1)");
          check("any span(attributes" + "[\"a\"]".repeat(1_900) + " == 1)");
          check("any span(" + "1 + ".repeat(2_400) + "1 == 2)");
          check("any span(" + "1 * -".repeat(1_900) + "1 == 2)");
          check("(trace.error or trace.bytes > 1) and ".repeat(270) + "trace.error");
        });
  }

  /** Each stands in the next one, and a stack has an end. */
  @Test
  void shouldRefuseMoreCalculationsThanItCanNest() {
    assertThat(mistakes("any span(" + "1 + ".repeat(500) + "1 == 2)")).isEmpty();
    assertThat(mistakes("any span(" + "1 + ".repeat(501) + "1 == 2)"))
        .containsExactly("more than 500 calculations in one condition");
    assertThat(mistakes("any span(" + "1 * -".repeat(501) + "1 == 2)"))
        .containsExactly("more than 500 calculations in one condition");
  }

  private static List<String> mistakes(String text) {
    List<String> mistakes = new ArrayList<>();
    Condition unused = Condition.read(text, Aliases.NONE, m -> mistakes.add(m.message()));
    return mistakes;
  }

  private static boolean check(String text) {
    List<Mistake> mistakes = new ArrayList<>();
    Condition condition = Condition.read(text, Aliases.NONE, mistakes::add);
    assertThat(mistakes.isEmpty()).as(text).isEqualTo(condition != null);
    if (condition != null) {
      mistakes.addAll(condition.clashes());
    }
    for (Mistake mistake : mistakes) {
      assertThat(mistake.offset()).as("%s: %s", text, mistake).isBetween(0, text.length());
      assertThat(mistake.message()).as(text).isNotBlank().hasSizeLessThan(500);
    }
    if (condition != null && condition.constant().isEmpty()) {
      String canonical = condition.canonical();
      Condition again = Condition.read(canonical, Aliases.NONE, mistakes::add);
      assertThat(mistakes).as("%s, of %s", canonical, text).isEmpty();
      assertThat(again).isNotNull().extracting(Condition::canonical).isEqualTo(canonical);
    }
    return condition != null;
  }

  private String pieces() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(piece()).append(random.nextInt(5) == 0 ? "" : " ");
    }
    return text.toString();
  }

  private String mutated(String condition) {
    StringBuilder text = new StringBuilder(condition);
    for (int i = random.nextInt(3); i >= 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.setCharAt(at, (char) (32 + random.nextInt(96)));
        case 2 -> text.insert(at, piece());
        default -> text.setLength(at);
      }
    }
    return text.toString();
  }

  private String piece() {
    return PIECES.get(random.nextInt(PIECES.size()));
  }
}
