// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import com.google.protobuf.InvalidProtocolBufferException;
import io.traceweir.quickstart.check.Received;
import io.traceweir.quickstart.live.LiveView;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads kept spans and logs, for whoever tells their stories and whoever checks them. */
final class KeptOutputs implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Topics topics;
  private final LiveView live;
  private final Optional<Received> received;
  private final Consumer<String, byte[]> consumer;
  private final LongSupplier nanos;

  /** The topics that are read. */
  record Topics(String spans, String logs) {}

  /**
   * @param received when everything that was kept is checked
   */
  KeptOutputs(String bootstrapServers, Topics topics, LiveView live, Optional<Received> received) {
    this(
        topics,
        live,
        received,
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer()),
        System::nanoTime);
  }

  KeptOutputs(
      Topics topics,
      LiveView live,
      Optional<Received> received,
      Consumer<String, byte[]> consumer,
      LongSupplier nanos) {
    this.topics = topics;
    this.live = live;
    this.received = received;
    this.consumer = consumer;
    this.nanos = nanos;
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

  /** All that was committed before this was called, or says what does not come. */
  void drain() throws QuickstartException {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    long startNanos = nanos.getAsLong();
    for (String missing = missing(ends); !missing.isEmpty(); missing = missing(ends)) {
      if (nanos.getAsLong() - startNanos > PATIENCE.toNanos()) {
        throw new QuickstartException(
            "what was kept cannot be read to its end within "
                + PATIENCE.toSeconds()
                + " s; missing: "
                + missing,
            null);
      }
      poll(POLL);
    }
  }

  /** Partitions that are not read to their ends, and where reading stopped. */
  private String missing(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .filter(end -> consumer.position(end.getKey()) < end.getValue())
        .map(
            end ->
                String.format(
                    Locale.ROOT,
                    "%s from offset %d to %d",
                    end.getKey(),
                    consumer.position(end.getKey()),
                    end.getValue()))
        .sorted()
        .collect(Collectors.joining(", "));
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
