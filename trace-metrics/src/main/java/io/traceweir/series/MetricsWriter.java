// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import java.util.function.Consumer;

/**
 * Writes points as ExportMetricsServiceRequests, with the metric names, units and attributes of the
 * Collector's connectors. Points of a series keep the order they came in, across requests too.
 */
public final class MetricsWriter {
  private final MetricPoints points;

  public MetricsWriter(MetricsSettings settings, boolean cumulative) {
    this.points = new MetricPoints(settings, cumulative);
  }

  /** A value as of a time, counted since a start. */
  public void point(SeriesKey key, SeriesValue value, long startNanos, long timeNanos) {
    points.add(key, value, startNanos, timeNanos);
  }

  /**
   * Hands out everything since the last call, in requests of at most maxBytes (one point at least).
   */
  public void finish(int maxBytes, Consumer<byte[]> out) {
    points.drain(maxBytes, out);
  }
}
