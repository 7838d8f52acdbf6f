// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.split.Silence;
import org.junit.jupiter.api.Test;

class OutagesTest {
  private final Outages outages = new Outages();

  @Test
  void shouldKnowOfNoneWhileLooksFollowEachOther() {
    outages.answered(100_000);
    outages.answered(101_999);
    assertThat(outages.overMillis()).isEqualTo(Silence.NEVER);
  }

  @Test
  void shouldWaitForTheNextAttemptsOfProducers() {
    outages.answered(100_000);
    outages.answered(103_000);
    assertThat(outages.overMillis()).isEqualTo(103_000 + 3_000 + 10_000);
    outages.answered(103_500);
    assertThat(outages.overMillis()).isEqualTo(116_000);
  }

  @Test
  void shouldWaitNoLongerThanTheirLongestPause() {
    outages.answered(100_000);
    outages.answered(3_700_000);
    assertThat(outages.overMillis()).isEqualTo(3_745_000);
  }
}
