// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(1_000);

  @Test
  void shouldSayHowFarAllTasksTogetherAreOverTheLimit() {
    budget.change(600, 100);
    assertThat(budget.overBytes()).isEqualTo(-300);

    budget.change(300, 50);
    assertThat(budget.overBytes()).isEqualTo(50);
    assertThat(budget.usedBytes()).isEqualTo(1_050);
    budget.change(-500, -150);
    assertThat(budget.usedBytes()).isEqualTo(400);
  }

  @Test
  void shouldLetEachTaskGiveWayByWhatItHolds() {
    budget.change(1_100, 0);

    assertThat(budget.tracesToDecide(880)).isEqualTo(80 + 880 / 16);
    assertThat(budget.tracesToDecide(220)).isEqualTo(20 + 220 / 16);
    assertThat(budget.tracesToDecide(0)).isZero();
    budget.change(-100, 0);
    assertThat(budget.tracesToDecide(800)).isZero();
  }

  @Test
  void shouldForgetNoDecisionsWithinTheirShare() {
    budget.change(5_000, 250);

    assertThat(budget.decisionsToForget(250)).isZero();
  }

  @Test
  void shouldForgetNoDecisionsWhileThereIsRoom() {
    budget.change(100, 900);

    assertThat(budget.decisionsToForget(900)).isZero();
  }

  @Test
  void shouldForgetWhatIsBeyondTheShareButNoMoreThanNeeded() {
    budget.change(700, 400);
    assertThat(budget.decisionsToForget(400)).isEqualTo(100);
    assertThat(budget.decisionsToForget(100)).isEqualTo(25);

    budget.change(5_000, 0);
    assertThat(budget.decisionsToForget(400)).isEqualTo(150);
  }
}
