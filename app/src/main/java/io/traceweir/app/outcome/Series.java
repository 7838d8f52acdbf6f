// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The latest point of every cumulative series of a metrics topic. */
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
    records++;
    ExportMetricsServiceRequest.parseFrom(value)
        .getResourceMetricsList()
        .forEach(
            resource ->
                resource.getScopeMetricsList().stream()
                    .flatMap(scope -> scope.getMetricsList().stream())
                    .forEach(metric -> add(resource.getResource().getAttributesList(), metric)));
  }

  private void add(List<KeyValue> resource, Metric metric) {
    for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
      Key key = new Key(metric.getName(), resource, point.getAttributesList());
      sums.merge(key, new Latest<>(point.getTimeUnixNano(), point), Latest::later);
    }
    for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
      Key key = new Key(metric.getName(), resource, point.getAttributesList());
      histograms.merge(key, new Latest<>(point.getTimeUnixNano(), point), Latest::later);
    }
  }

  /** How many records were added: another number means that something may have changed. */
  public long records() {
    return records;
  }

  void eachSum(String metric, BiConsumer<List<KeyValue>, Long> out) {
    sums.forEach(
        (key, latest) -> {
          if (key.metric.equals(metric)) {
            NumberDataPoint point = latest.point;
            long value = point.hasAsDouble() ? Math.round(point.getAsDouble()) : point.getAsInt();
            out.accept(key.attributes, value);
          }
        });
  }

  void eachHistogram(String metric, BiConsumer<List<KeyValue>, Durations> out) {
    histograms.forEach(
        (key, latest) -> {
          if (key.metric.equals(metric)) {
            out.accept(key.attributes, Durations.of(latest.point));
          }
        });
  }
}
