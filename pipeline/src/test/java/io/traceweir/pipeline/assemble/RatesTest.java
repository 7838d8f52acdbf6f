// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.rules.Rule;
import org.junit.jupiter.api.Test;

class RatesTest {
  private static final Rule ERRORS = new Rule(0, "errors", "trace.error", 1, 0, null, null);
  private static final Rule SLOW = new Rule(1, "slow", "trace.bytes > 1", 1, 0, null, null);

  private final Rates rates = new Rates();

  @Test
  void shouldGiveEachRuleItsShareOfEachSecond() {
    assertThat(rates.take(ERRORS, 2, 5_000)).isTrue();
    assertThat(rates.take(ERRORS, 2, 5_500)).isTrue();
    assertThat(rates.take(ERRORS, 2, 5_999)).isFalse();
    assertThat(rates.take(SLOW, 1, 5_999)).isTrue();
    assertThat(rates.take(ERRORS, 2, 6_000)).isTrue();
  }

  @Test
  void shouldGoOnInTheSameSecondAfterARestart() {
    rates.resume(5_700);
    rates.took("errors", 4_999);
    rates.took("errors", 5_250);

    assertThat(rates.take(ERRORS, 2, 5_750)).isTrue();
    assertThat(rates.take(ERRORS, 2, 5_750)).isFalse();
  }
}
