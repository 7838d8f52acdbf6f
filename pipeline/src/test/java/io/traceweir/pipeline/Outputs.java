// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.decide.DecisionsWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** All that a pipeline wrote and committed, read with the eyes of those who use it. */
public final class Outputs implements AutoCloseable {
  private final String bootstrapServers;
  private final String prefix;
  private final Guarantee guarantee;
  private final Map<String, CommittedTopic> topics = new HashMap<>();

  public Outputs(String bootstrapServers) {
    this(bootstrapServers, "", Guarantee.EXACTLY_ONCE);
  }

  /**
   * @param prefix of the names of all topics
   * @param guarantee at-least-once writes points whose state a crash may take back
   */
  public Outputs(String bootstrapServers, String prefix, Guarantee guarantee) {
    this.bootstrapServers = bootstrapServers;
    this.prefix = prefix;
    this.guarantee = guarantee;
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    return topics
        .computeIfAbsent(prefix + topic, t -> new CommittedTopic(bootstrapServers, t))
        .read();
  }

  /** As they were written; a trace that was decided twice is here twice. */
  public List<LogRecord> decisions() {
    return read("otlp_decisions").stream()
        .flatMap(r -> TestTopics.decisions(r.value()).stream())
        .toList();
  }

  /** Events about dropped traces that came back, or could not. */
  public List<LogRecord> upgrades() {
    return read("otlp_decisions").stream()
        .flatMap(r -> TestTopics.events(r.value(), DecisionsWriter.UPGRADE_EVENT_NAME).stream())
        .toList();
  }

  public List<Span> keptSpans() {
    return read("otlp_spans_kept").stream()
        .flatMap(r -> TestTopics.spans(r.value()).stream())
        .toList();
  }

  public List<LogRecord> keptLogs() {
    return read("otlp_logs_kept").stream()
        .flatMap(r -> TestTopics.logs(r.value()).stream())
        .toList();
  }

  public List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    return read("otlp_dead_letters");
  }

  /** The latest count of spans by {@code service|name|kind|status}. */
  public Map<String, Long> calls() {
    return latest(
        "otlp_metrics_spans",
        "traces.span.metrics.calls",
        List.of("service.name", "span.name", "span.kind", "status.code"));
  }

  /** The latest count of requests by {@code client|server|type|failed}. */
  public Map<String, Long> edges() {
    return latest(
        "otlp_metrics_service_graph",
        "traces_service_graph_request_total",
        List.of("client", "server", "connection_type", "failed"));
  }

  /** Points are in order per series, and a count never goes back. */
  private Map<String, Long> latest(String topic, String metric, List<String> labels) {
    Map<String, NumberDataPoint> latest = new TreeMap<>();
    read(topic).stream()
        .flatMap(r -> points(r.value(), metric))
        .forEach(
            point -> {
              Map<String, String> attributes = attributes(point.getAttributesList());
              String series = labels.stream().map(attributes::get).collect(Collectors.joining("|"));
              NumberDataPoint before = latest.put(series, point);
              if (before != null && guarantee == Guarantee.EXACTLY_ONCE) {
                verifyOrder(series, before, point);
              }
            });
    Map<String, Long> counts = new TreeMap<>();
    latest.forEach((series, point) -> counts.put(series, point.getAsInt()));
    return counts;
  }

  private static void verifyOrder(String series, NumberDataPoint before, NumberDataPoint after) {
    if (after.getTimeUnixNano() < before.getTimeUnixNano()
        || after.getAsInt() < before.getAsInt()
        || after.getStartTimeUnixNano() != before.getStartTimeUnixNano()) {
      throw new AssertionError(series + " was reset:\n" + before + "then\n" + after);
    }
  }

  private static Stream<NumberDataPoint> points(byte[] value, String metric) {
    try {
      return ExportMetricsServiceRequest.parseFrom(value).getResourceMetricsList().stream()
          .flatMap(resource -> resource.getScopeMetricsList().stream())
          .flatMap(scope -> scope.getMetricsList().stream())
          .filter(m -> m.getName().equals(metric))
          .flatMap(m -> m.getSum().getDataPointsList().stream());
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Map<String, String> attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, a -> text(a.getValue()), (a, b) -> b));
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      default -> value.toString();
    };
  }

  public static String traceId(LogRecord decision) {
    return HexFormat.of().formatHex(decision.getTraceId().toByteArray());
  }

  /** An attribute of a decision, without the prefix. */
  public static String say(LogRecord decision, String attribute) {
    return attributes(decision.getAttributesList()).getOrDefault("traceweir." + attribute, "");
  }

  @Override
  public void close() {
    topics.values().forEach(CommittedTopic::close);
  }
}
