// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.pipeline.decide.DecisionsWriter;
import io.traceweir.testkit.TraceBuilder;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes input as a Collector keyed by trace id would, and reads outputs, committed records only.
 */
public final class TestTopics implements AutoCloseable {
  private final String bootstrapServers;
  private final String prefix;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<?>> pending = new ArrayList<>();

  public TestTopics(String bootstrapServers) {
    this(bootstrapServers, "");
  }

  /**
   * @param prefix of the names of the topics that traces are sent to
   */
  public TestTopics(String bootstrapServers, String prefix) {
    this.bootstrapServers = bootstrapServers;
    this.prefix = prefix;
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public void send(TraceBuilder trace) throws Exception {
    byte[] key = trace.traceId().getBytes(StandardCharsets.US_ASCII);
    send(prefix + "otlp_spans", key, trace.request().toByteArray());
    if (trace.logs().getResourceLogsCount() > 0) {
      send(prefix + "otlp_logs", key, trace.logs().toByteArray());
    }
  }

  void send(String topic, byte[] key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  /** With a record timestamp; {@link #flush} waits until all have arrived. */
  public void sendAt(long timeMillis, String topic, byte @Nullable [] key, byte[] value) {
    pending.add(producer.send(new ProducerRecord<>(topic, null, timeMillis, key, value)));
  }

  public void sendTo(TopicPartition to, long timeMillis, byte[] value) {
    pending.add(
        producer.send(new ProducerRecord<>(to.topic(), to.partition(), timeMillis, null, value)));
  }

  public void flush() throws Exception {
    for (Future<?> sent : pending) {
      sent.get();
    }
    pending.clear();
  }

  /** Decisions by trace id; waits until there are so many. */
  Map<String, LogRecord> decisions(int count, Duration patience) {
    Map<String, LogRecord> byTrace = new HashMap<>();
    for (LogRecord r :
        read("otlp_decisions", TestTopics::decisions, all -> all.size() >= count, patience)) {
      String id = HexFormat.of().formatHex(r.getTraceId().toByteArray());
      if (byTrace.put(id, r) != null) {
        throw new AssertionError("decided twice: " + id);
      }
    }
    return byTrace;
  }

  List<Span> keptSpans(int count, Duration patience) {
    return read("otlp_spans_kept", TestTopics::spans, all -> all.size() >= count, patience);
  }

  List<LogRecord> keptLogs(int count, Duration patience) {
    return read("otlp_logs_kept", TestTopics::logs, all -> all.size() >= count, patience);
  }

  /** Calls by service, span name, kind and status, once there are so many spans. */
  Map<String, Long> calls(long spans, Duration patience) {
    var sums = new NewestSums();
    read("otlp_metrics_spans", addTo(sums), all -> sums.spans() >= spans, patience);
    return sums.calls();
  }

  /** Edges between instrumented services, once they are as expected. */
  Map<String, String> edges(Map<String, String> expected, Duration patience) {
    var sums = new NewestSums();
    read("otlp_metrics_service_graph", addTo(sums), all -> sums.edges().equals(expected), patience);
    return sums.edges();
  }

  private static Function<byte[], List<Object>> addTo(NewestSums sums) {
    return value -> {
      sums.add(parse(() -> ExportMetricsServiceRequest.parseFrom(value)));
      return List.of();
    };
  }

  public static List<Span> spans(byte[] value) {
    List<Span> spans = new ArrayList<>();
    parse(() -> ExportTraceServiceRequest.parseFrom(value))
        .getResourceSpansList()
        .forEach(r -> r.getScopeSpansList().forEach(s -> spans.addAll(s.getSpansList())));
    return spans;
  }

  public static List<LogRecord> logs(byte[] value) {
    List<LogRecord> logs = new ArrayList<>();
    parse(() -> ExportLogsServiceRequest.parseFrom(value))
        .getResourceLogsList()
        .forEach(r -> r.getScopeLogsList().forEach(s -> logs.addAll(s.getLogRecordsList())));
    return logs;
  }

  /** Decisions, without other events beside them. */
  static List<LogRecord> decisions(byte[] value) {
    return events(value, DecisionsWriter.EVENT_NAME);
  }

  static List<LogRecord> events(byte[] value, String name) {
    return logs(value).stream().filter(log -> log.getEventName().equals(name)).toList();
  }

  private interface Parsing<T> {
    T parse() throws InvalidProtocolBufferException;
  }

  private static <T> T parse(Parsing<T> parsing) {
    try {
      return parsing.parse();
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> List<T> read(
      String topic, Function<byte[], List<T>> items, Predicate<List<T>> enough, Duration patience) {
    List<T> all = new ArrayList<>();
    long end = System.nanoTime() + patience.toNanos();
    try (var consumer = consumer(topic)) {
      while (!enough.test(all)) {
        if (System.nanoTime() > end) {
          throw new AssertionError("after " + patience + " only " + all.size() + " in " + topic);
        }
        for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(200))) {
          all.addAll(items.apply(r.value()));
        }
      }
    }
    return all;
  }

  private KafkaConsumer<byte[], byte[]> consumer(String topic) {
    var consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList());
    return consumer;
  }

  @Override
  public void close() {
    producer.close();
  }
}
