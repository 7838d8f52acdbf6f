// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads kept traces as soon as they are committed, as whoever stores them would. */
public final class KeptTraces implements AutoCloseable {
  private static final String TOPIC = "otlp_spans_kept";
  private static final Duration POLL = Duration.ofMillis(20);

  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * Reads from the beginning.
   *
   * @param prefix in front of the topic's name
   */
  public KeptTraces(String bootstrapServers, String prefix) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(prefix + TOPIC).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
  }

  /**
   * Takes what is there.
   *
   * @param rootEnds gets the end of the root span of each trace, in nanoseconds since the epoch
   */
  public void poll(LongConsumer rootEnds) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      try {
        ExportTraceServiceRequest.parseFrom(record.value()).getResourceSpansList().stream()
            .flatMap(r -> r.getScopeSpansList().stream())
            .flatMap(s -> s.getSpansList().stream())
            .filter(span -> span.getParentSpanId().isEmpty())
            .forEach(span -> rootEnds.accept(span.getEndTimeUnixNano()));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("a kept trace is no request", e);
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
