// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThreadDeathsTest {
  private Instant now = Instant.EPOCH;
  private final ThreadDeaths deaths = new ThreadDeaths(() -> now);

  @Test
  void shouldReplaceTenThreadsInFiveMinutesAndNoMore() {
    for (int i = 0; i < 10; i++) {
      assertThat(deaths.mayTryAgain()).isTrue();
      now = now.plusSeconds(30);
    }

    assertThat(deaths.mayTryAgain()).isFalse();
  }

  @Test
  void shouldForgetDeathsOlderThanFiveMinutes() {
    for (int i = 0; i < 10; i++) {
      deaths.mayTryAgain();
    }
    now = now.plus(Duration.ofMinutes(5));
    assertThat(deaths.mayTryAgain()).isFalse();

    now = now.plusMillis(1);
    assertThat(deaths.mayTryAgain()).isTrue();
  }

  @Test
  void shouldReplaceForEverWhenThreadsDieSeldom() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(deaths.mayTryAgain()).isTrue();
      now = now.plusSeconds(31);
    }
  }
}
