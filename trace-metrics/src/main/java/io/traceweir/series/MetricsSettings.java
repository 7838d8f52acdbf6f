// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import io.traceweir.servicegraph.ServiceGraphSettings;
import io.traceweir.spanmetrics.SpanMetricsSettings;

/**
 * Settings of all series.
 *
 * @param cachedSeries how many series a {@link TickMetrics} remembers before it starts over; bounds
 *     memory (about 0.5 kB each), never what is counted
 */
public record MetricsSettings(
    SpanMetricsSettings spanMetrics, ServiceGraphSettings serviceGraph, int cachedSeries) {

  public static final int DEFAULT_CACHED_SERIES = 20_000;

  public static final MetricsSettings DEFAULT =
      new MetricsSettings(
          SpanMetricsSettings.DEFAULT, ServiceGraphSettings.DEFAULT, DEFAULT_CACHED_SERIES);

  public MetricsSettings {
    Buckets.check(spanMetrics.buckets());
    Buckets.check(serviceGraph.buckets());
    if (cachedSeries < 1) {
      throw new IllegalArgumentException("cachedSeries must be at least 1, not " + cachedSeries);
    }
  }

  public MetricsSettings with(SpanMetricsSettings other) {
    return new MetricsSettings(other, serviceGraph, cachedSeries);
  }

  public MetricsSettings with(ServiceGraphSettings other) {
    return new MetricsSettings(spanMetrics, other, cachedSeries);
  }
}
