// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GuardedTest {
  private static final Scene NOWHERE = new Scene();

  @Test
  void shouldLetTestsSeeWhatAFunctionThrows() {
    Value broken = scene -> Integer.parseInt("no number");

    assertThatThrownBy(() -> new Guarded(broken, "Broken").of(NOWHERE))
        .isInstanceOf(AssertionError.class)
        .hasCauseInstanceOf(NumberFormatException.class);
  }

  @Test
  void shouldPassOnThatThereIsNoResult() {
    Value none =
        scene -> {
          throw new EvaluationException("none");
        };

    assertThatThrownBy(() -> new Guarded(none, "None").of(NOWHERE))
        .isInstanceOf(EvaluationException.class)
        .hasMessage("none");
  }
}
