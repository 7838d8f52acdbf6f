// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.outcome.Durations;
import io.traceweir.app.outcome.Load;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrendsTest {
  private static final long MILLI = 1_000_000;

  private final Trends<String> trends = new Trends<>();

  @Test
  void shouldTellWhatEachIntervalAdded() {
    trends.add(Map.of("a", load(10, 0)));
    trends.add(Map.of("a", load(10, 0)));
    trends.add(Map.of("a", load(14, 2), "b", load(1, 1)));
    assertThat(trends.history("a")).extracting(Load::calls).containsExactly(10L, 4L);
    assertThat(trends.history("b")).extracting(Load::failed).containsExactly(0L, 1L);
    assertThat(trends.totals()).containsEntry("a", load(14, 2));
  }

  @Test
  void shouldForgetOldIntervals() {
    for (int i = 1; i <= 25; i++) {
      trends.add(Map.of("a", load(i * 10L, i > 20 ? 5 : 0)));
    }
    assertThat(trends.history("a")).hasSize(Trends.INTERVALS);
    assertThat(trends.totals().values()).extracting(Load::calls).containsExactly(100L);
  }

  @Test
  void shouldTakeAnIntervalWhenItsRecordsHaveCome() {
    Interval interval = new Interval();
    assertThat(interval.isOver(0, 0)).isFalse();
    assertThat(interval.isOver(1, 5_000 * MILLI)).isFalse();
    assertThat(interval.isOver(2, 5_300 * MILLI)).isFalse();
    assertThat(interval.isOver(2, 5_700 * MILLI)).isFalse();
    assertThat(interval.isOver(2, 5_800 * MILLI)).isTrue();
    assertThat(interval.isOver(2, 9_000 * MILLI)).isFalse();
  }

  @Test
  void shouldNotWaitForeverForAPause() {
    Interval interval = new Interval();
    int taken = 0;
    for (int i = 1; i <= 100; i++) {
      taken += interval.isOver(i, i * 100L * MILLI) ? 1 : 0;
    }
    assertThat(taken).isEqualTo(2);
  }

  private static Load load(long calls, long failed) {
    return new Load(
        calls, failed, new Durations(List.of(10.0), List.of(calls, 0L)), Durations.NONE);
  }
}
