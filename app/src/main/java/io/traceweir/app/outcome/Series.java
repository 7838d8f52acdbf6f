// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Every series of a metrics topic: the latest cumulative point, or the sum of deltas. */
public final class Series {
  private record Key(String metric, List<KeyValue> resource, List<KeyValue> attributes) {}

  private record Latest<T>(long timeNanos, T point) {
    static <T> Latest<T> later(Latest<T> a, Latest<T> b) {
      return b.timeNanos >= a.timeNanos ? b : a;
    }
  }

  private final Map<Key, Latest<NumberDataPoint>> sums = new LinkedHashMap<>();
  private final Map<Key, Latest<HistogramDataPoint>> histograms = new LinkedHashMap<>();

  private long records;

  /** The value of one record: a request of metrics. */
  public void add(byte[] value) throws InvalidProtocolBufferException {
    add(ExportMetricsServiceRequest.parseFrom(value));
  }

  public void add(ExportMetricsServiceRequest request) {
    records++;
    request
        .getResourceMetricsList()
        .forEach(
            resource ->
                resource.getScopeMetricsList().stream()
                    .flatMap(scope -> scope.getMetricsList().stream())
                    .forEach(metric -> add(resource.getResource().getAttributesList(), metric)));
  }

  private void add(List<KeyValue> resource, Metric metric) {
    boolean isDelta = isDelta(metric.getSum().getAggregationTemporality());
    for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
      Key key = new Key(metric.getName(), resource, point.getAttributesList());
      sums.merge(
          key,
          new Latest<>(point.getTimeUnixNano(), point),
          isDelta ? (a, b) -> new Latest<>(b.timeNanos, sum(a.point, b.point)) : Latest::later);
    }
    boolean areDeltas = isDelta(metric.getHistogram().getAggregationTemporality());
    for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
      Key key = new Key(metric.getName(), resource, point.getAttributesList());
      histograms.merge(
          key,
          new Latest<>(point.getTimeUnixNano(), point),
          areDeltas ? (a, b) -> new Latest<>(b.timeNanos, sum(a.point, b.point)) : Latest::later);
    }
  }

  private static boolean isDelta(AggregationTemporality temporality) {
    return temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  }

  private static NumberDataPoint sum(NumberDataPoint a, NumberDataPoint b) {
    return b.toBuilder().setAsInt(value(a) + value(b)).build();
  }

  private static long value(NumberDataPoint point) {
    return point.hasAsDouble() ? Math.round(point.getAsDouble()) : point.getAsInt();
  }

  /** Bounds that changed begin again. */
  private static HistogramDataPoint sum(HistogramDataPoint a, HistogramDataPoint b) {
    if (!a.getExplicitBoundsList().equals(b.getExplicitBoundsList())) {
      return b;
    }
    HistogramDataPoint.Builder sum = b.toBuilder().setCount(a.getCount() + b.getCount());
    for (int i = 0; i < b.getBucketCountsCount(); i++) {
      sum.setBucketCounts(i, a.getBucketCounts(i) + b.getBucketCounts(i));
    }
    return sum.build();
  }

  /** How many records were added: another number means that something may have changed. */
  public long records() {
    return records;
  }

  /** The attributes and the value of each series of a metric. */
  public void eachSum(String metric, BiConsumer<List<KeyValue>, Long> out) {
    sums.forEach(
        (key, latest) -> {
          if (key.metric.equals(metric)) {
            out.accept(key.attributes, value(latest.point));
          }
        });
  }

  /** The attributes and the histogram of each series of a metric. */
  public void eachHistogram(String metric, BiConsumer<List<KeyValue>, Durations> out) {
    histograms.forEach(
        (key, latest) -> {
          if (key.metric.equals(metric)) {
            out.accept(key.attributes, Durations.of(latest.point));
          }
        });
  }
}
