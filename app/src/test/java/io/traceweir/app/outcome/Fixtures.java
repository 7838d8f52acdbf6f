// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.traceweir.trace.TraceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Records of the output topics, as they are written down in OTLP. */
final class Fixtures {
  static final List<Double> BOUNDS = List.of(10.0, 100.0, 1_000.0);

  private Fixtures() {}

  static Decision decision(int trace, boolean kept, String rule) {
    return new Decision(
        new TraceId(0, trace), kept, rule, "root", 4, 2, kept ? 1 : 0, 12.5, "shop", "GET /");
  }

  static byte[] decisions(LogRecord... records) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request.addResourceLogsBuilder().addScopeLogsBuilder().addAllLogRecords(Arrays.asList(records));
    return request.build().toByteArray();
  }

  static LogRecord event(String name, int trace, KeyValue... attributes) {
    byte[] id = new byte[16];
    id[15] = (byte) trace;
    return LogRecord.newBuilder()
        .setEventName(name)
        .setTraceId(ByteString.copyFrom(id))
        .addAllAttributes(Arrays.asList(attributes))
        .build();
  }

  static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  static KeyValue whole(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  static KeyValue fraction(String key, double value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setDoubleValue(value))
        .build();
  }

  static byte[] calls(long time, long count, String service, String kind, String status) {
    return sum("traces.span.metrics.calls", time, count, operation(service, kind, status));
  }

  static byte[] durations(long time, String service, String kind, String status, Long... buckets) {
    return histogram(
        "traces.span.metrics.duration",
        time,
        BOUNDS,
        Arrays.asList(buckets),
        operation(service, kind, status));
  }

  static byte[] histogram(
      String name, long time, List<Double> bounds, List<Long> counts, List<KeyValue> attributes) {
    Metric.Builder metric = Metric.newBuilder().setName(name);
    metric
        .getHistogramBuilder()
        .addDataPoints(
            HistogramDataPoint.newBuilder()
                .setTimeUnixNano(time)
                .addAllExplicitBounds(bounds)
                .addAllBucketCounts(counts)
                .addAllAttributes(attributes));
    return request(metric);
  }

  static byte[] edge(long time, String metric, long count, String client, String server) {
    return sum(
        metric,
        time,
        count,
        List.of(text("client", client), text("server", server), text("connection_type", "")));
  }

  private static List<KeyValue> operation(String service, String kind, String status) {
    List<KeyValue> attributes = new ArrayList<>();
    attributes.add(text("service.name", service));
    attributes.add(text("span.name", "op"));
    attributes.add(text("span.kind", "SPAN_KIND_" + kind));
    attributes.add(text("status.code", "STATUS_CODE_" + status));
    return attributes;
  }

  private static byte[] sum(String name, long time, long count, List<KeyValue> attributes) {
    Metric.Builder metric = Metric.newBuilder().setName(name);
    metric
        .getSumBuilder()
        .addDataPoints(
            NumberDataPoint.newBuilder()
                .setTimeUnixNano(time)
                .setAsInt(count)
                .addAllAttributes(attributes));
    return request(metric);
  }

  private static byte[] request(Metric.Builder metric) {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    request.addResourceMetricsBuilder().addScopeMetricsBuilder().addMetrics(metric);
    return request.build().toByteArray();
  }
}
