// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.traceweir.spanmetrics.DurationUnit;
import java.util.ArrayList;
import java.util.List;

/** Turns the histograms of a value into data points with the bounds and unit of the settings. */
final class HistogramShape {
  private final Buckets buckets;
  private final DurationUnit unit;
  private final List<Double> bounds = new ArrayList<>();

  HistogramShape(Buckets buckets, DurationUnit unit) {
    this.buckets = buckets;
    this.unit = unit;
    for (int i = 0; i < buckets.count() - 1; i++) {
      bounds.add(unit.ofNanos((double) buckets.boundNanos(i)));
    }
  }

  /** None when the value was counted with other bounds, until what comes next replaces it. */
  List<HistogramDataPoint> point(SeriesValue value, int histogram, NumberDataPoint like) {
    if (value.layout() != buckets.layout() || value.histograms().length <= histogram) {
      return List.of();
    }
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder()
            .setStartTimeUnixNano(like.getStartTimeUnixNano())
            .setTimeUnixNano(like.getTimeUnixNano())
            .addAllAttributes(like.getAttributesList())
            .addAllExplicitBounds(bounds)
            .setSum(unit.ofNanos(value.sumNanos(histogram)));
    long count = 0;
    for (long inBucket : value.histograms()[histogram].buckets) {
      point.addBucketCounts(inBucket);
      count = Histogram.sum(count, inBucket);
    }
    return List.of(point.setCount(count).build());
  }
}
