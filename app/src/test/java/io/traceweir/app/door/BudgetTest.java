// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetTest {
  private final Budget budget = new Budget(100);

  @Test
  void shouldLendNoMoreThanThereIs() {
    Budget.Share a = budget.share();
    Budget.Share b = budget.share();
    assertThat(a.take(60)).isTrue();
    assertThat(b.take(40)).isTrue();
    assertThat(b.take(1)).isFalse();
    assertThat(a.take(1)).isFalse();
    assertThat(budget.usedBytes()).isEqualTo(100);

    a.close();
    assertThat(b.take(1)).isTrue();
    b.close();
    b.close();
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void shouldLetARequestAloneBeLargerThanAll() {
    try (Budget.Share alone = budget.share();
        Budget.Share other = budget.share()) {
      assertThat(alone.take(80)).isTrue();
      assertThat(alone.take(80)).isTrue();
      assertThat(other.take(1)).isFalse();
    }
    assertThat(budget.usedBytes()).isZero();
  }
}
