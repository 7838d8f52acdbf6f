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
    assertThat(outages.overMillis()).isEqualTo(103_000 + 4_500 + 10_000);
    outages.answered(103_500);
    assertThat(outages.overMillis()).isEqualTo(117_500);
  }

  @Test
  void shouldWaitNoLongerThanTheirLongestPause() {
    outages.answered(100_000);
    outages.answered(3_700_000);
    assertThat(outages.overMillis()).isEqualTo(3_745_000);
  }

  @Test
  void shouldNotForgetALongOutageForAShortOne() {
    outages.answered(100_000);
    outages.answered(160_000);
    outages.answered(162_500);
    assertThat(outages.overMillis()).isEqualTo(205_000);
  }
}
