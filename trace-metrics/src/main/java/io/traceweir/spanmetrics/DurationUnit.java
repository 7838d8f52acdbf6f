// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.spanmetrics;

/** Unit of the duration histogram, as the Collector's {@code histogram.unit}. */
public enum DurationUnit {
  MILLISECONDS("ms", 1e6),
  SECONDS("s", 1e9);

  private final String symbol;
  private final double nanos;

  DurationUnit(String symbol, double nanos) {
    this.symbol = symbol;
    this.nanos = nanos;
  }

  /** As written in the metric's unit field: {@code ms} or {@code s}. */
  public String symbol() {
    return symbol;
  }

  public double ofNanos(double durationNanos) {
    return durationNanos / nanos;
  }
}
