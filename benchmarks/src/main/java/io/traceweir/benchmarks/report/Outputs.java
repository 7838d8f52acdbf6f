// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;
import io.traceweir.benchmarks.load.Services;
import io.traceweir.benchmarks.load.TraceFacts;
import io.traceweir.pipeline.decide.DecisionsWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads everything that the pipeline has committed, from the beginning, and has it counted. */
public final class Outputs implements AutoCloseable {
  private static final String SPANS = "otlp_spans_kept";
  private static final String LOGS = "otlp_logs_kept";
  private static final String DECISIONS = "otlp_decisions";
  private static final String METRICS = "otlp_metrics_spans";
  private static final String DEAD_LETTERS = "otlp_dead_letters";
  private static final Duration POLL = Duration.ofMillis(500);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Recount recount;
  private final String prefix;
  private final Duration patience;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * Reads from the beginning of all topics.
   *
   * @param prefix in front of the names of topics
   * @param metricsInterval what was counted last shows only when its interval is over, on a clock
   *     that proven silence moves
   */
  public Outputs(
      String bootstrapServers, String prefix, Recount recount, Duration metricsInterval) {
    this.recount = recount;
    this.prefix = prefix;
    this.patience = PATIENCE.plus(metricsInterval);
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        List.of(SPANS, LOGS, DECISIONS, METRICS, DEAD_LETTERS).stream()
            .flatMap(topic -> consumer.partitionsFor(prefix + topic).stream())
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList());
  }

  /** Reads until all is there, or nothing comes any more. */
  public void readUntilComplete(Recount.Sent sent, Consumer<Long> progress)
      throws InvalidProtocolBufferException {
    long lastNanos = System.nanoTime();
    while (System.nanoTime() - lastNanos < patience.toNanos()) {
      var polled = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        read(record.topic().substring(prefix.length()), record.value());
      }
      if (polled.isEmpty() && recount.isComplete(sent)) {
        return;
      }
      if (!polled.isEmpty()) {
        lastNanos = System.nanoTime();
      }
      progress.accept(recount.decidedTraces());
    }
  }

  private void read(String topic, byte[] value) throws InvalidProtocolBufferException {
    switch (topic) {
      case SPANS ->
          ExportTraceServiceRequest.parseFrom(value).getResourceSpansList().stream()
              .flatMap(r -> r.getScopeSpansList().stream())
              .flatMap(s -> s.getSpansList().stream())
              .forEach(s -> recount.keptSpan(number(s.getTraceId()), id(s.getSpanId())));
      case LOGS -> eachLog(value, log -> recount.keptLog(number(log.getTraceId())));
      case DECISIONS -> eachLog(value, this::decision);
      case METRICS -> metrics(ExportMetricsServiceRequest.parseFrom(value));
      default -> recount.deadLetter();
    }
  }

  private static void eachLog(byte[] value, Consumer<LogRecord> out)
      throws InvalidProtocolBufferException {
    ExportLogsServiceRequest.parseFrom(value).getResourceLogsList().stream()
        .flatMap(r -> r.getScopeLogsList().stream())
        .flatMap(s -> s.getLogRecordsList().stream())
        .forEach(out);
  }

  private void decision(LogRecord log) {
    if (!log.getEventName().equals(DecisionsWriter.EVENT_NAME)) {
      return;
    }
    String outcome = "";
    String rule = "";
    String trigger = "";
    long spans = 0;
    for (KeyValue attribute : log.getAttributesList()) {
      switch (attribute.getKey()) {
        case "traceweir.outcome" -> outcome = attribute.getValue().getStringValue();
        case "traceweir.rule" -> rule = attribute.getValue().getStringValue();
        case "traceweir.trigger" -> trigger = attribute.getValue().getStringValue();
        case "traceweir.spans" -> spans = attribute.getValue().getIntValue();
        default -> {}
      }
    }
    recount.decision(
        number(log.getTraceId()),
        new Recount.Verdict(outcome.equals("kept"), rule, trigger, spans));
  }

  private void metrics(ExportMetricsServiceRequest request) {
    request.getResourceMetricsList().stream()
        .filter(r -> !isClosing(r.getResource()))
        .forEach(
            r ->
                r.getScopeMetricsList().stream()
                    .flatMap(s -> s.getMetricsList().stream())
                    .filter(m -> m.getName().equals("traces.span.metrics.calls"))
                    .flatMap(m -> m.getSum().getDataPointsList().stream())
                    .forEach(
                        point ->
                            recount.calls(
                                List.of(r.getResource(), point.getAttributesList()),
                                point.getAsInt())));
  }

  private static boolean isClosing(Resource resource) {
    return resource.getAttributesList().stream()
        .anyMatch(a -> a.getValue().getStringValue().equals(Services.CLOSING));
  }

  private static long number(ByteString traceId) {
    return TraceFacts.number(id(traceId));
  }

  private static long id(ByteString bytes) {
    return bytes.asReadOnlyByteBuffer().getLong();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
