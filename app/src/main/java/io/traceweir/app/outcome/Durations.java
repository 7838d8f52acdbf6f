// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.util.List;

/**
 * Histograms of the same bounds, added up.
 *
 * @param bounds upper ends of all buckets but the last, inclusive
 * @param counts one more than bounds
 */
public record Durations(List<Double> bounds, List<Long> counts) {
  public static final Durations NONE = new Durations(List.of(), List.of());

  static Durations of(HistogramDataPoint point) {
    return new Durations(point.getExplicitBoundsList(), point.getBucketCountsList());
  }

  public Durations plus(Durations other) {
    if (counts.isEmpty() || other.counts.isEmpty()) {
      return counts.isEmpty() ? other : this;
    }
    if (!bounds.equals(other.bounds)) {
      throw new IllegalArgumentException("histograms of different bounds");
    }
    Long[] sum = new Long[counts.size()];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = counts.get(i) + other.counts.get(i);
    }
    return new Durations(bounds, List.of(sum));
  }

  /** What came on top of an earlier state of the same counters. */
  Durations minus(Durations earlier) {
    return earlier.counts.isEmpty()
        ? this
        : plus(new Durations(earlier.bounds, earlier.counts.stream().map(n -> -n).toList()));
  }

  /** The same values in another unit. */
  Durations times(double factor) {
    return new Durations(bounds.stream().map(bound -> bound * factor).toList(), counts);
  }

  long count() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The value below which this share lies, as if values were spread evenly in their bucket; the
   * largest bound for what lies beyond it, NaN without values.
   */
  public double quantile(double share) {
    double rank = share * count();
    double below = 0;
    for (int i = 0; i < counts.size(); i++) {
      long here = counts.get(i);
      if (here > 0 && below + here >= rank) {
        double lower = i == 0 ? 0 : bounds.get(i - 1);
        return i == bounds.size() ? lower : lower + (bounds.get(i) - lower) * (rank - below) / here;
      }
      below += here;
    }
    return Double.NaN;
  }
}
