// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.List;
import java.util.Optional;

/** Takes requests of metrics apart, and says what each point adds. */
final class MetricFeed {
  private static final double MILLIS_PER_SECOND = 1_000;

  /** What a point adds at its time; called for points that add nothing as well. */
  interface Sink {
    void sum(String metric, List<KeyValue> attributes, long timeNanos, long count);

    void durations(String metric, List<KeyValue> attributes, long timeNanos, Buckets added);
  }

  /** Bounds as milliseconds, and counts that are one more. */
  record Buckets(List<Double> boundsMillis, long[] counts) {}

  private final PointDeltas deltas;

  MetricFeed(PointDeltas deltas) {
    this.deltas = deltas;
  }

  void read(ExportMetricsServiceRequest request, Sink sink) {
    request
        .getResourceMetricsList()
        .forEach(
            resource ->
                resource.getScopeMetricsList().stream()
                    .flatMap(scope -> scope.getMetricsList().stream())
                    .forEach(
                        metric ->
                            metric(metric, resource.getResource().getAttributesList(), sink)));
  }

  private void metric(Metric metric, List<KeyValue> resource, Sink sink) {
    boolean sumIsDelta = isDelta(metric.getSum().getAggregationTemporality());
    for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
      long value = point.hasAsDouble() ? Math.round(point.getAsDouble()) : point.getAsInt();
      PointDeltas.Point counts =
          new PointDeltas.Point(
              point.getStartTimeUnixNano(), point.getTimeUnixNano(), new long[] {value});
      List<KeyValue> attributes = point.getAttributesList();
      long[] added = added(metric, resource, attributes, counts, sumIsDelta);
      sink.sum(metric.getName(), attributes, counts.timeNanos(), added.length == 0 ? 0 : added[0]);
    }
    boolean isDelta = isDelta(metric.getHistogram().getAggregationTemporality());
    double millis = metric.getUnit().equals("s") ? MILLIS_PER_SECOND : 1;
    for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
      long[] buckets = point.getBucketCountsList().stream().mapToLong(Long::longValue).toArray();
      PointDeltas.Point counts =
          new PointDeltas.Point(point.getStartTimeUnixNano(), point.getTimeUnixNano(), buckets);
      List<KeyValue> attributes = point.getAttributesList();
      long[] added = added(metric, resource, attributes, counts, isDelta);
      List<Double> bounds =
          point.getExplicitBoundsList().stream().map(bound -> bound * millis).toList();
      sink.durations(metric.getName(), attributes, counts.timeNanos(), new Buckets(bounds, added));
    }
  }

  /** Nothing at all when the point adds nothing. */
  private long[] added(
      Metric metric,
      List<KeyValue> resource,
      List<KeyValue> attributes,
      PointDeltas.Point counts,
      boolean isDelta) {
    Optional<long[]> added =
        isDelta
            ? Optional.of(counts.counts())
            : deltas.add(PointDeltas.SeriesId.of(metric.getName(), resource, attributes), counts);
    return added.orElse(new long[0]);
  }

  private static boolean isDelta(AggregationTemporality temporality) {
    return temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  }
}
