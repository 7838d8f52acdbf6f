// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.process;

import io.traceweir.pipeline.assemble.StoredMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Loads a decision memory from its changelog, in a process where nothing else is on the heap.
 * Argument: the broker. Order: {@code load topic=…}.
 */
public final class MemoryProcess {
  private static final Duration POLL = Duration.ofMillis(200);

  private MemoryProcess() {}

  public static void main(String[] args) throws InterruptedException {
    String bootstrapServers = args[0];
    Orders.obey(
        new Answer(Map.of()),
        (order, details, orders) -> load(bootstrapServers, details.text("topic")));
  }

  private static Answer load(String bootstrapServers, String topic) {
    StoredMemory.Sizes sizes =
        StoredMemory.measure(blocks(bootstrapServers, topic), UsedHeap::bytes);
    return Answer.of("blocks", sizes.blocks())
        .and("traces", sizes.traces())
        .and("bytes", sizes.bytes())
        .and("bytes_without_fingerprints", sizes.bytesWithoutFingerprints())
        .and("heap_bytes", sizes.heapBytes())
        .and("heap_bytes_without_fingerprints", sizes.heapBytesWithoutFingerprints());
  }

  /** By partition; what has been deleted since counts too, because it was written. */
  private static List<List<byte[]>> blocks(String bootstrapServers, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      List<List<byte[]>> blocks = new ArrayList<>();
      partitions.forEach(partition -> blocks.add(new ArrayList<>()));
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.value() != null) {
            blocks.get(record.partition()).add(record.value());
          }
        }
      }
      return blocks;
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
