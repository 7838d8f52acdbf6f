// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import java.util.List;
import java.util.stream.IntStream;

/** A figure that was measured several times: its median, its least and its largest value. */
public record Spread(double median, double least, double most) {
  private static final double PERCENT = 100;

  /**
   * Of all these.
   *
   * @param values at least one
   */
  public static Spread of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /**
   * Of one variant to another, round by round: only runs that lie next to each other in time are
   * compared.
   *
   * @param ones in order of their rounds, as are the others
   */
  public static Spread ofRatios(List<Double> ones, List<Double> others) {
    if (ones.size() != others.size()) {
      throw new IllegalArgumentException("each round has one of both");
    }
    return of(IntStream.range(0, ones.size()).mapToObj(i -> ones.get(i) / others.get(i)).toList());
  }

  /** By how many percent a ratio is more than one. */
  public Spread percentMore() {
    return new Spread(PERCENT * (median - 1), PERCENT * (least - 1), PERCENT * (most - 1));
  }

  /** By how many percent a ratio is less than one. */
  public Spread percentLess() {
    return new Spread(PERCENT * (1 - median), PERCENT * (1 - most), PERCENT * (1 - least));
  }
}
