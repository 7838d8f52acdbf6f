// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.traceweir.trace.TraceId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Records of the output topics. Times are seconds; a series began at second 0. */
public final class Told {
  private static final List<Double> BOUNDS = List.of(10.0, 100.0, 1_000.0);

  private Told() {}

  /** Cumulative calls of one operation. */
  public static ExportMetricsServiceRequest calls(
      long second, String service, String kind, String status, long count) {
    return sum("traces.span.metrics.calls", point(0, second, count, span(service, kind, status)));
  }

  /** Cumulative buckets up to 10, 100, 1000 ms and above. */
  public static ExportMetricsServiceRequest durations(
      long second, String service, String kind, Long... buckets) {
    Metric.Builder metric =
        histogram("traces.span.metrics.duration", "ms", second, span(service, kind, "OK"), buckets);
    return request(metric);
  }

  public static ExportMetricsServiceRequest edge(long second, Edge edge, long calls) {
    return sum("traces_service_graph_request_total", point(0, second, calls, edge.attributes()));
  }

  public static ExportMetricsServiceRequest failed(long second, Edge edge, long calls) {
    return sum(
        "traces_service_graph_request_failed_total", point(0, second, calls, edge.attributes()));
  }

  /** Cumulative buckets up to 10, 100, 1000 s and above, of the client or of the server. */
  public static ExportMetricsServiceRequest latency(
      long second, Edge edge, String side, Long... buckets) {
    return request(
        histogram("traces_service_graph_request_" + side, "s", second, edge.attributes(), buckets));
  }

  /** The ends of an edge. */
  public record Edge(String client, String server, String type) {
    List<KeyValue> attributes() {
      return List.of(text("client", client), text("connection_type", type), text("server", server));
    }
  }

  public static ExportMetricsServiceRequest sum(String name, NumberDataPoint point) {
    return sum(name, AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE, point);
  }

  public static ExportMetricsServiceRequest sum(
      String name, AggregationTemporality temporality, NumberDataPoint point) {
    return request(
        Metric.newBuilder()
            .setName(name)
            .setSum(Sum.newBuilder().setAggregationTemporality(temporality).addDataPoints(point)));
  }

  public static NumberDataPoint point(
      long startSecond, long second, long count, List<KeyValue> attributes) {
    return NumberDataPoint.newBuilder()
        .setStartTimeUnixNano(nanos(startSecond))
        .setTimeUnixNano(nanos(second))
        .setAsInt(count)
        .addAllAttributes(attributes)
        .build();
  }

  public static List<KeyValue> span(String service, String kind, String status) {
    return List.of(
        text("service.name", service),
        text("span.kind", "SPAN_KIND_" + kind),
        text("span.name", "op"),
        text("status.code", "STATUS_CODE_" + status));
  }

  private static Metric.Builder histogram(
      String name, String unit, long second, List<KeyValue> attributes, Long... buckets) {
    return Metric.newBuilder()
        .setName(name)
        .setUnit(unit)
        .setHistogram(
            Histogram.newBuilder()
                .setAggregationTemporality(
                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(
                    HistogramDataPoint.newBuilder()
                        .setTimeUnixNano(nanos(second))
                        .addAllExplicitBounds(BOUNDS)
                        .addAllBucketCounts(Arrays.asList(buckets))
                        .addAllAttributes(attributes)));
  }

  private static ExportMetricsServiceRequest request(Metric.Builder metric) {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    request.addResourceMetricsBuilder().addScopeMetricsBuilder().addMetrics(metric);
    return request.build();
  }

  private static long nanos(long second) {
    return Duration.ofSeconds(second).toNanos();
  }

  /** One trace of four spans, two logs and 1,000 bytes. */
  public static ExportLogsServiceRequest decision(
      long trace, boolean kept, String rule, String service, String name) {
    LogRecord.Builder log =
        LogRecord.newBuilder()
            .setEventName("traceweir.decision")
            .setTimeUnixNano(nanos(trace))
            .setTraceId(ByteString.copyFrom(new TraceId(0, trace).bytes()))
            .addAttributes(text("traceweir.outcome", kept ? "kept" : "dropped"))
            .addAttributes(text("traceweir.rule", rule))
            .addAttributes(text("traceweir.trigger", "root"))
            .addAttributes(number("traceweir.probability", 0.05))
            .addAttributes(text("traceweir.threshold", "f3333333333333"))
            .addAttributes(text("traceweir.randomness", kept ? "ffffffffffffff" : "00000000000001"))
            .addAttributes(text("traceweir.rules_hash", "0123456789abcdef"))
            .addAttributes(whole("traceweir.spans", 4))
            .addAttributes(whole("traceweir.logs", 2))
            .addAttributes(whole("traceweir.bytes", 1_000))
            .addAttributes(whole("traceweir.errors", kept ? 1 : 0))
            .addAttributes(number("traceweir.duration_ms", 12.5))
            .addAttributes(text("traceweir.root.service", service))
            .addAttributes(text("traceweir.root.name", name))
            .addAttributes(texts("traceweir.services", service, "db"))
            .addAttributes(texts("traceweir.flags", "clock_skew"));
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request.addResourceLogsBuilder().addScopeLogsBuilder().addLogRecords(log);
    return request.build();
  }

  /** A decision of the rule "errors" that says what was tried, as pairs of attribute and word. */
  public static ExportLogsServiceRequest tried(long trace, boolean kept, String... said) {
    ExportLogsServiceRequest.Builder request =
        decision(trace, kept, "errors", "frontend", "GET /").toBuilder();
    LogRecord.Builder log =
        request.getResourceLogsBuilder(0).getScopeLogsBuilder(0).getLogRecordsBuilder(0);
    for (int i = 0; i < said.length; i += 2) {
      log.addAttributes(text("traceweir.shadow." + said[i], said[i + 1]));
    }
    return request.build();
  }

  /** A dropped trace came back by this rule, or could not. */
  public static ExportLogsServiceRequest upgrade(long trace, String outcome, String rule) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request
        .addResourceLogsBuilder()
        .addScopeLogsBuilder()
        .addLogRecordsBuilder()
        .setEventName("traceweir.upgrade")
        .setTimeUnixNano(nanos(trace + 60))
        .setTraceId(ByteString.copyFrom(new TraceId(0, trace).bytes()))
        .addAttributes(text("traceweir.outcome", outcome))
        .addAttributes(text("traceweir.rule", rule))
        .addAttributes(text("traceweir.trigger", "late_error"))
        .addAttributes(whole("traceweir.spans", 5));
    return request.build();
  }

  private static KeyValue text(String key, String value) {
    return pair(key, AnyValue.newBuilder().setStringValue(value));
  }

  private static KeyValue whole(String key, long value) {
    return pair(key, AnyValue.newBuilder().setIntValue(value));
  }

  private static KeyValue number(String key, double value) {
    return pair(key, AnyValue.newBuilder().setDoubleValue(value));
  }

  private static KeyValue texts(String key, String... values) {
    ArrayValue.Builder array = ArrayValue.newBuilder();
    for (String value : values) {
      array.addValues(AnyValue.newBuilder().setStringValue(value));
    }
    return pair(key, AnyValue.newBuilder().setArrayValue(array));
  }

  private static KeyValue pair(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }
}
