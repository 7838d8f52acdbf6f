// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.recent.PointDeltas.Point;
import io.traceweir.app.recent.PointDeltas.SeriesId;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointDeltasTest {
  private final PointDeltas deltas = new PointDeltas(2, 100);
  private final SeriesId a = id("a");

  @Test
  void shouldTakeTheFirstPointAsWhatWasThereBefore() {
    assertThat(deltas.add(a, new Point(0, 10, counts(7)))).isEmpty();
    assertThat(deltas.add(a, new Point(0, 20, counts(9)))).contains(counts(2));
    assertThat(deltas.add(a, new Point(0, 30, counts(9)))).contains(counts(0));
  }

  @Test
  void shouldCountEveryBucketByItself() {
    assertThat(deltas.add(a, new Point(0, 10, counts(1, 0, 2)))).isEmpty();
    assertThat(deltas.add(a, new Point(0, 20, counts(1, 3, 2)))).contains(counts(0, 3, 0));
  }

  @Test
  void shouldTakeACounterThatBeganAgainFromZero() {
    assertThat(deltas.add(a, new Point(0, 10, counts(7)))).isEmpty();
    assertThat(deltas.add(a, new Point(0, 20, counts(3)))).contains(counts(3));
    assertThat(deltas.add(a, new Point(25, 30, counts(8)))).contains(counts(8));
    assertThat(deltas.add(a, new Point(25, 40, counts(9, 1)))).contains(counts(9, 1));
  }

  @Test
  void shouldPassOverAPointThatComesAgainOrLate() {
    assertThat(deltas.add(a, new Point(0, 10, counts(1)))).isEmpty();
    assertThat(deltas.add(a, new Point(0, 20, counts(5)))).contains(counts(4));
    assertThat(deltas.add(a, new Point(0, 20, counts(5)))).isEmpty();
    assertThat(deltas.add(a, new Point(0, 15, counts(3)))).isEmpty();
    assertThat(deltas.add(a, new Point(0, 30, counts(6)))).contains(counts(1));
  }

  @Test
  void shouldLeaveOutWhatDoesNotFitAndForgetOnlySeriesThatFellSilent() {
    assertThat(deltas.add(a, new Point(0, 10, counts(1)))).isEmpty();
    assertThat(deltas.add(id("b"), new Point(0, 110, counts(1)))).isEmpty();
    assertThat(deltas.add(id("c"), new Point(0, 110, counts(1)))).isEmpty();
    assertThat(deltas.leftOut()).isEqualTo(1);

    assertThat(deltas.add(id("c"), new Point(0, 111, counts(2)))).isEmpty();
    assertThat(deltas.leftOut()).isEqualTo(1);
    assertThat(deltas.add(id("c"), new Point(0, 112, counts(5)))).contains(counts(3));
    assertThat(deltas.add(id("b"), new Point(0, 112, counts(2)))).contains(counts(1));
  }

  @Test
  void shouldTellSeriesApartByMetricResourceAndAttributes() {
    List<io.opentelemetry.proto.common.v1.KeyValue> some = Told.span("shop", "SERVER", "OK");

    assertThat(SeriesId.of("m", some, List.of()))
        .isEqualTo(SeriesId.of("m", some, List.of()))
        .isNotEqualTo(SeriesId.of("n", some, List.of()))
        .isNotEqualTo(SeriesId.of("m", List.of(), some))
        .isNotEqualTo(SeriesId.of("m", List.of(), List.of()));
  }

  private static SeriesId id(String name) {
    return SeriesId.of(name, List.of(), List.of());
  }

  private static long[] counts(long... counts) {
    return counts;
  }
}
