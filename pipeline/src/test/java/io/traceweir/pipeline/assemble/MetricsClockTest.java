// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsClockTest {
  private final MetricsClock clock = new MetricsClock(60_000);

  @Test
  void shouldSayOncePerIntervalThatItIsNew() {
    assertThat(clock.isNewInterval(0)).isTrue();
    assertThat(clock.isNewInterval(59_999)).isFalse();
    assertThat(clock.isNewInterval(60_000)).isTrue();
    assertThat(clock.isNewInterval(60_001)).isFalse();
    assertThat(clock.isNewInterval(600_000)).isTrue();
  }

  @Test
  void shouldKnowNoIntervalBeforeTheClockIsSet() {
    assertThat(clock.isNewInterval(SourceClock.UNSET)).isFalse();
    assertThat(clock.isOpen(SourceClock.UNSET)).isFalse();
  }

  @Test
  void shouldBeOpenFromTheFirstCountToTheEndOfTheInterval() {
    assertThat(clock.isOpen(10_000)).isFalse();

    clock.counted(70_000);
    assertThat(clock.isOpen(70_000)).isTrue();
    assertThat(clock.isOpen(119_999)).isTrue();
    assertThat(clock.isOpen(120_000)).isFalse();
  }

  @Test
  void shouldNotBeIdleAnyMoreOnceSomethingIsCountedOrTheTimeGoesOn() {
    clock.isNewInterval(0);
    clock.sayIdle();
    assertThat(clock.saidIdle()).isTrue();
    clock.counted(1_000);
    assertThat(clock.saidIdle()).isFalse();

    clock.sayIdle();
    clock.isNewInterval(1_000);
    assertThat(clock.saidIdle()).isTrue();
    clock.isNewInterval(60_000);
    assertThat(clock.saidIdle()).isFalse();
  }
}
