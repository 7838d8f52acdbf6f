// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.aggregate.AggregateRun.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The length of intervals is a setting: what is stored was counted in another one. */
class AggregateIntervalsTest {
  private static final int SERVICE = 3;

  @ParameterizedTest
  @ValueSource(longs = {100, 1_000, 1_500, 7_000, 60_000})
  void shouldGoOnCountingAfterTheLengthWasChanged(long changed) {
    var run = new AggregateRun(2_000, true);
    long clock = 1_000_000;
    for (; clock < 1_010_500; clock += 500) {
      run.process(new PartialRecord(false, 0, 1, clock), SERVICE);
    }
    run.restart(changed);
    run.process(new PartialRecord(false, 0, 1, clock), SERVICE);
    run.process(new PartialRecord(true, 0, 1, clock), -1);

    List<Point> points = run.points();
    Point last = points.get(points.size() - 1);
    assertThat(last.count()).isEqualTo(22);
    assertThat(last.endMillis())
        .isGreaterThanOrEqualTo(clock)
        .isLessThan(clock + 2 * changed + 2_000);
    assertThat(points).isSortedAccordingTo((a, b) -> Long.compare(a.endMillis(), b.endMillis()));
    assertThat(points).extracting(Point::startMillis).containsOnly(1_000_000L);
  }

  @Test
  void shouldNotCountOneMomentInTwoDeltaPoints() {
    var run = new AggregateRun(2_000, false);
    for (long clock = 0; clock < 10_000; clock += 500) {
      run.process(new PartialRecord(false, 0, 1, clock), SERVICE);
    }
    run.restart(3_000);
    for (long clock = 10_000; clock < 20_000; clock += 500) {
      run.process(new PartialRecord(false, 0, 1, clock), SERVICE);
    }
    run.process(new PartialRecord(true, 0, 1, 20_000), -1);

    List<Point> points = run.points();
    assertThat(points.stream().mapToLong(Point::count).sum()).isEqualTo(40);
    for (int i = 1; i < points.size(); i++) {
      assertThat(points.get(i).startMillis()).isGreaterThanOrEqualTo(points.get(i - 1).endMillis());
    }
  }
}
