// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that does nothing but walk over the spans of a topic: the yardstick. Argument: the
 * broker. Order: {@code scan topic=…}, reads it once from its beginning to its end.
 */
public final class ScanProcess {
  private static final Duration POLL = Duration.ofMillis(200);

  private ScanProcess() {}

  public static void main(String[] args) throws InterruptedException {
    String bootstrapServers = args[0];
    Orders.obey(
        new Answer(Map.of()),
        (order, details, orders) -> scan(bootstrapServers, details.text("topic")));
  }

  private static Answer scan(String bootstrapServers, String topic) throws IOException {
    SpanScan scan = new SpanScan();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long cpu = Usage.cpuNanos();
      long begin = System.nanoTime();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          scan.request(record.value());
        }
      }
      return Answer.of("spans", scan.spans())
          .and("fields", scan.fields())
          .and("nanos", System.nanoTime() - begin)
          .and("cpu_nanos", Usage.cpuNanos() - cpu);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            2000),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
