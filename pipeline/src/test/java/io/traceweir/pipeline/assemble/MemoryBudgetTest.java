// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  @Test
  void shouldSayHowFarAllTasksTogetherAreOverTheLimit() {
    MemoryBudget budget = new MemoryBudget(1_000);

    assertThat(budget.change(600)).isEqualTo(-400);
    assertThat(budget.change(400)).isZero();
    assertThat(budget.change(1)).isEqualTo(1);
    assertThat(budget.usedBytes()).isEqualTo(1_001);
    assertThat(budget.change(-501)).isEqualTo(-500);
  }
}
