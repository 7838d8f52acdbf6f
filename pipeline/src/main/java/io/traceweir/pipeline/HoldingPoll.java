// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.assemble.HeldPartitions;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Polls a consumer such that nothing comes of partitions whose task reads its log again: they are
 * paused for the length of a poll, so Kafka Streams, which pauses partitions for reasons of its
 * own, never sees it. Meanwhile polls do not wait, because the thread has other work.
 */
final class HoldingPoll {
  private final Consumer<byte[], byte[]> consumer;
  private final HeldPartitions held;
  private final Set<TopicPartition> pausedMeanwhile = new HashSet<>();

  HoldingPoll(Consumer<byte[], byte[]> consumer, HeldPartitions held) {
    this.consumer = consumer;
    this.held = held;
  }

  ConsumerRecords<byte[], byte[]> poll(Duration wait) {
    if (held.isEmpty()) {
      return consumer.poll(wait);
    }
    Set<TopicPartition> ours = new HashSet<>(held.all());
    ours.retainAll(consumer.assignment());
    boolean busy = !ours.isEmpty();
    ours.removeAll(consumer.paused());
    pausedMeanwhile.clear();
    consumer.pause(ours);
    try {
      return consumer.poll(busy ? Duration.ZERO : wait);
    } finally {
      // Polling may have taken some away, or given them back to a task that is not ready.
      ours.retainAll(consumer.assignment());
      ours.removeAll(pausedMeanwhile);
      consumer.resume(ours);
    }
  }

  /** Somebody else pauses these: they are not ours to resume. */
  void pause(Collection<TopicPartition> partitions) {
    pausedMeanwhile.addAll(partitions);
    consumer.pause(partitions);
  }
}
