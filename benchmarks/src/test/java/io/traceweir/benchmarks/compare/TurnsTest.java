// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  @Test
  void shouldGoThereAndBackAgain() {
    assertThat(Turns.of(List.of("a", "b"), 4))
        .containsExactly("a", "b", "b", "a", "a", "b", "b", "a");
    assertThat(Turns.of(List.of("a", "b", "c"), 2)).containsExactly("a", "b", "c", "c", "b", "a");
  }

  @Test
  void shouldHaveNoTurnsWithoutRounds() {
    assertThat(Turns.of(List.of("a", "b"), 0)).isEmpty();
  }
}
