// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The newest value of each cumulative sum that was read. */
final class NewestSums {
  private final Map<String, Map<Map<String, String>, Long>> byMetric = new HashMap<>();

  void add(ExportMetricsServiceRequest request) {
    request
        .getResourceMetricsList()
        .forEach(r -> r.getScopeMetricsList().forEach(s -> s.getMetricsList().forEach(this::add)));
  }

  private void add(Metric metric) {
    for (NumberDataPoint p : metric.getSum().getDataPointsList()) {
      of(metric.getName()).put(attributes(p), p.getAsInt());
    }
  }

  private Map<Map<String, String>, Long> of(String metric) {
    return byMetric.computeIfAbsent(metric, m -> new HashMap<>());
  }

  private static Map<String, String> attributes(NumberDataPoint point) {
    Map<String, String> attributes = new TreeMap<>();
    for (KeyValue a : point.getAttributesList()) {
      AnyValue v = a.getValue();
      attributes.put(
          a.getKey(), v.hasBoolValue() ? Boolean.toString(v.getBoolValue()) : v.getStringValue());
    }
    return attributes;
  }

  long spans() {
    return of("traces.span.metrics.calls").values().stream().mapToLong(Long::longValue).sum();
  }

  /** By service, span name, number of the kind and of the status. */
  Map<String, Long> calls() {
    Map<String, Long> calls = new TreeMap<>();
    of("traces.span.metrics.calls")
        .forEach(
            (a, count) ->
                calls.put(
                    a.get("service.name")
                        + "|"
                        + a.get("span.name")
                        + "|"
                        + SpanKind.valueOf(a.get("span.kind")).getNumber()
                        + "|"
                        + StatusCode.valueOf(a.get("status.code")).getNumber(),
                    count));
    return calls;
  }

  /** Between instrumented services, by client and server. */
  Map<String, String> edges() {
    Map<String, Long> calls = edges("traces_service_graph_request_total");
    Map<String, Long> failed = edges("traces_service_graph_request_failed_total");
    Map<String, String> edges = new TreeMap<>();
    calls.forEach(
        (edge, count) ->
            edges.put(edge, count + " calls, " + failed.getOrDefault(edge, 0L) + " failed"));
    return edges;
  }

  private Map<String, Long> edges(String metric) {
    Map<String, Long> edges = new TreeMap<>();
    of(metric)
        .forEach(
            (a, count) -> {
              if (!"virtual_node".equals(a.get("connection_type"))
                  && !"database".equals(a.get("connection_type"))) {
                edges.merge(a.get("client") + " -> " + a.get("server"), count, Long::sum);
              }
            });
    edges.values().removeIf(count -> count == 0);
    return edges;
  }
}
