// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.quickstart.Settlement.Ending;
import io.traceweir.quickstart.Settlement.View;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettlementTest {
  private static final long SECOND = 1_000_000_000;

  private final Settlement settlement =
      new Settlement(Duration.ofSeconds(2), Duration.ofSeconds(5));

  @Test
  void shouldEndWhenAllIsDecidedAndTheMetricsAreAtRest() {
    assertThat(settlement.look(new View(3, 100, 40, 5), 0)).isEmpty();
    assertThat(settlement.look(new View(0, 100, 90, 5), 10 * SECOND)).isEmpty();
    assertThat(settlement.look(new View(0, 100, 100, 5), 11 * SECOND)).isEmpty();
    assertThat(settlement.look(new View(0, 100, 100, 6), 13 * SECOND)).isEmpty();
    assertThat(settlement.look(new View(0, 100, 100, 6), 15 * SECOND)).isEmpty();
    assertThat(settlement.look(new View(0, 100, 100, 6), 16 * SECOND)).contains(Ending.COMPLETE);
  }

  @Test
  void shouldWaitLongerForSpansThatAreNotCountedYet() {
    View duplicates = new View(0, 100, 99, 5);
    assertThat(settlement.look(duplicates, 0)).isEmpty();
    assertThat(settlement.look(duplicates, 11 * SECOND)).isEmpty();
    assertThat(settlement.look(duplicates, 12 * SECOND)).contains(Ending.COMPLETE);
  }

  @Test
  void shouldGiveUpOnTracesLongAfterTheLongestWait() {
    View stuck = new View(1, 100, 100, 5);
    assertThat(settlement.look(stuck, 0)).isEmpty();
    assertThat(settlement.look(stuck, 64 * SECOND)).isEmpty();
    assertThat(settlement.look(stuck, 65 * SECOND)).contains(Ending.STALLED);
  }
}
