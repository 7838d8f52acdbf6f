// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.traceweir.spanmetrics.DurationUnit;
import io.traceweir.spanmetrics.SpanMetricsSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Points grouped by resource and metric, in the order they came. */
final class MetricPoints {
  private final MetricDefinition calls;
  private final MetricDefinition duration;
  private final MetricDefinition requests;
  private final MetricDefinition failedRequests;
  private final MetricDefinition serverLatency;
  private final MetricDefinition clientLatency;
  private final HistogramShape spanShape;
  private final HistogramShape graphShape;
  private final AggregationTemporality temporality;
  private final Map<ResourceGroup.Id, ResourceGroup> groups = new LinkedHashMap<>();

  MetricPoints(MetricsSettings settings, boolean cumulative) {
    SpanMetricsSettings spans = settings.spanMetrics();
    temporality =
        cumulative
            ? AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE
            : AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
    spanShape = new HistogramShape(new Buckets(spans.buckets()), spans.unit());
    graphShape =
        new HistogramShape(new Buckets(settings.serviceGraph().buckets()), DurationUnit.SECONDS);
    calls = MetricDefinition.sum(spans.callsName());
    duration = MetricDefinition.histogram(spans.durationName(), spans.unit());
    requests = MetricDefinition.sum("traces_service_graph_request_total");
    failedRequests = MetricDefinition.sum("traces_service_graph_request_failed_total");
    serverLatency =
        MetricDefinition.histogram("traces_service_graph_request_server", DurationUnit.SECONDS);
    clientLatency =
        MetricDefinition.histogram("traces_service_graph_request_client", DurationUnit.SECONDS);
  }

  void add(SeriesKey key, SeriesValue value, long startNanos, long timeNanos) {
    ResourceGroup.Id id = new ResourceGroup.Id(key.family(), key.resourceAttributes());
    ResourceGroup group = groups.computeIfAbsent(id, ResourceGroup::new);
    Map<String, Object> attributes = key.attributes();
    NumberDataPoint count =
        NumberDataPoint.newBuilder()
            .setStartTimeUnixNano(startNanos)
            .setTimeUnixNano(timeNanos)
            .addAllAttributes(OtlpAttributes.of(attributes))
            .setAsInt(value.count())
            .build();
    switch (key.family()) {
      case SPAN_METRICS -> {
        group.add(calls, count);
        addHistogram(group, duration, spanShape.point(value, 0, count));
      }
      case SERVICE_GRAPH -> {
        group.add(requests, count);
        if (Boolean.TRUE.equals(attributes.get("failed"))) {
          group.add(failedRequests, count);
        }
        addHistogram(group, serverLatency, graphShape.point(value, 0, count));
        addHistogram(group, clientLatency, graphShape.point(value, 1, count));
      }
    }
  }

  private static void addHistogram(
      ResourceGroup group, MetricDefinition metric, List<HistogramDataPoint> points) {
    for (HistogramDataPoint point : points) {
      group.add(metric, point);
    }
  }

  void drain(int maxBytes, Consumer<byte[]> out) {
    MetricRequests requestsOut = new MetricRequests(temporality, maxBytes, out);
    for (ResourceGroup group : groups.values()) {
      group.writeTo(requestsOut);
    }
    requestsOut.finish();
    groups.clear();
  }
}
