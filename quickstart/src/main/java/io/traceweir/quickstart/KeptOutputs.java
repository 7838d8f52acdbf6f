// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import com.google.protobuf.InvalidProtocolBufferException;
import io.traceweir.quickstart.check.Received;
import io.traceweir.quickstart.live.LiveView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads kept spans and logs, for whoever tells their stories and whoever checks them. */
final class KeptOutputs implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Topics topics;
  private final LiveView live;
  private final Optional<Received> received;
  private final KafkaConsumer<String, byte[]> consumer;

  /** The topics that are read. */
  record Topics(String spans, String logs) {}

  /**
   * @param received when everything that was kept is checked
   */
  KeptOutputs(String bootstrapServers, Topics topics, LiveView live, Optional<Received> received) {
    this.topics = topics;
    this.live = live;
    this.received = received;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    if (live.readsTraces() || received.isPresent()) {
      consumer.assign(partitions());
    }
  }

  private List<TopicPartition> partitions() {
    return Stream.of(topics.spans, topics.logs)
        .flatMap(topic -> consumer.partitionsFor(topic).stream())
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  /** What is there now. */
  void poll() throws QuickstartException {
    if (!consumer.assignment().isEmpty()) {
      poll(Duration.ZERO);
    }
  }

  /** All that was committed before this was called. */
  void drain() throws QuickstartException {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      poll(POLL);
    }
  }

  private void poll(Duration wait) throws QuickstartException {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
      try {
        read(record);
      } catch (InvalidProtocolBufferException e) {
        throw new QuickstartException("a record of " + record.topic() + " is no OTLP", e);
      }
    }
  }

  private void read(ConsumerRecord<String, byte[]> record) throws InvalidProtocolBufferException {
    boolean spans = record.topic().equals(topics.spans);
    if (received.isPresent()) {
      if (spans) {
        received.get().keptSpans(record.value());
      } else {
        received.get().keptLogs(record.value());
      }
    }
    if (live.readsTraces() && record.key() != null) {
      if (spans) {
        live.keptSpans(record.key(), record.value());
      } else {
        live.keptLogs(record.key(), record.value());
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
