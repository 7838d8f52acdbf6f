// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads ranges of the partitions that a consumer is assigned, all of them within a time. */
final class RangeReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final Duration patience;
  private final long beginNanos = System.nanoTime();
  private long bytes;
  private long records;

  RangeReader(Consumer<byte[], byte[]> consumer, Duration patience) {
    this.consumer = consumer;
    this.patience = patience;
  }

  /** How many were handed over, of all ranges. */
  long records() {
    return records;
  }

  /**
   * Hands over what lies in the ranges; false when the time or the bytes did not suffice.
   *
   * @param to behind the last offset, for each partition of {@code from}
   * @param mostBytes of this range and those before
   */
  boolean read(
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> to,
      long mostBytes,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> out) {
    Set<TopicPartition> open = open(from);
    while (!open.isEmpty()) {
      if (bytes >= mostBytes || left().isNegative()) {
        return false;
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        var partition = new TopicPartition(record.topic(), record.partition());
        if (open.contains(partition) && record.offset() < to.getOrDefault(partition, 0L)) {
          bytes += Math.max(0, record.serializedValueSize());
          records++;
          out.accept(record);
        }
      }
      close(open, to);
    }
    return true;
  }

  private Duration left() {
    return patience.minusNanos(System.nanoTime() - beginNanos);
  }

  private Set<TopicPartition> open(Map<TopicPartition, Long> from) {
    consumer.pause(consumer.assignment());
    consumer.resume(from.keySet());
    from.forEach(consumer::seek);
    return new HashSet<>(from.keySet());
  }

  /** Partitions that are read to their end are read no further. */
  private void close(Set<TopicPartition> open, Map<TopicPartition, Long> to) {
    Set<TopicPartition> done = new HashSet<>();
    for (TopicPartition partition : open) {
      if (consumer.position(partition, patience) >= to.getOrDefault(partition, 0L)) {
        done.add(partition);
      }
    }
    open.removeAll(done);
    consumer.pause(done);
  }
}
