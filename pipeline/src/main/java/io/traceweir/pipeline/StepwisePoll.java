// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.split.InputProgress;
import io.traceweir.pipeline.split.SourceTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Polls a consumer such that no input partition is read far ahead of others in data time. A
 * partition that is ahead is paused for the length of a poll, so Kafka Streams, which pauses
 * partitions for reasons of its own, never sees it. Records that are ahead are put back: the
 * consumer's position goes before them, so what is committed stays right.
 */
final class StepwisePoll {
  /** One that waits is looked at so often all the same: a single wrong time must not stop it. */
  private static final long LOOK_EVERY_MILLIS = 1_000;

  private final Consumer<byte[], byte[]> consumer;
  private final InputProgress progress;
  private final InstantSource wall;
  private final Map<TopicPartition, Long> lookedAtMillis = new HashMap<>();
  private final Set<TopicPartition> pausedMeanwhile = new HashSet<>();

  StepwisePoll(Consumer<byte[], byte[]> consumer, InputProgress progress, InstantSource wall) {
    this.consumer = consumer;
    this.progress = progress;
    this.wall = wall;
  }

  ConsumerRecords<byte[], byte[]> poll(Duration wait) {
    Set<TopicPartition> held = held();
    pausedMeanwhile.clear();
    consumer.pause(held);
    ConsumerRecords<byte[], byte[]> records;
    try {
      records = consumer.poll(wait);
    } finally {
      // Polling may have taken some away, or given them back to a task that is not ready.
      held.retainAll(consumer.assignment());
      held.removeAll(pausedMeanwhile);
      consumer.resume(held);
    }
    look(records, held);
    return inStep(records);
  }

  /** Somebody else pauses these: they are not ours to resume. */
  void pause(Collection<TopicPartition> partitions) {
    pausedMeanwhile.addAll(partitions);
    consumer.pause(partitions);
  }

  private Set<TopicPartition> held() {
    Set<TopicPartition> held = new HashSet<>(progress.ahead(consumer.assignment()));
    lookedAtMillis.keySet().retainAll(held);
    held.removeAll(consumer.paused());
    long now = wall.millis();
    held.removeIf(
        p -> {
          Long looked = lookedAtMillis.putIfAbsent(p, now);
          boolean due = looked != null && now - looked >= LOOK_EVERY_MILLIS;
          if (due) {
            lookedAtMillis.put(p, now);
          }
          return due;
        });
    return held;
  }

  /** Where each partition is: at what it returned first, or at its end. */
  private void look(ConsumerRecords<byte[], byte[]> records, Set<TopicPartition> held) {
    Set<TopicPartition> paused = consumer.paused();
    for (TopicPartition p : consumer.assignment()) {
      if (!progress.isInput(p)) {
        continue;
      }
      progress.isHere(p); // also while Kafka Streams has paused it, because its task is not ready
      List<ConsumerRecord<byte[], byte[]>> found = records.records(p);
      if (!found.isEmpty()) {
        progress.found(p, earliest(found));
      } else if (!held.contains(p) && !paused.contains(p)) {
        OptionalLong lag = consumer.currentLag(p);
        progress.foundNothing(p, lag.isPresent() && lag.getAsLong() == 0);
      }
    }
  }

  private static long earliest(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().mapToLong(ConsumerRecord::timestamp).min().orElse(0);
  }

  private ConsumerRecords<byte[], byte[]> inStep(ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> kept = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(records.nextOffsets());
    for (TopicPartition p : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> found = records.records(p);
      var some = progress.isInput(p) ? handOut(p, found, next) : found;
      if (!some.isEmpty()) {
        kept.put(p, some);
      }
    }
    return new ConsumerRecords<>(kept, next);
  }

  private List<ConsumerRecord<byte[], byte[]>> handOut(
      TopicPartition p,
      List<ConsumerRecord<byte[], byte[]>> found,
      Map<TopicPartition, OffsetAndMetadata> next) {
    int length = lengthInStep(p, found);
    if (length < found.size()) {
      ConsumerRecord<byte[], byte[]> first = found.get(length);
      var before = new OffsetAndMetadata(first.offset(), first.leaderEpoch(), "");
      consumer.seek(p, before);
      next.put(p, before);
    }
    List<ConsumerRecord<byte[], byte[]>> putBack = found.subList(length, found.size());
    long putBackMillis = putBack.isEmpty() ? SourceTime.UNHEARD : earliest(putBack);
    long lastOffset = length == 0 ? -1 : found.get(length - 1).offset();
    progress.handedOut(p, earliest(found), lastOffset, putBackMillis);
    return found.subList(0, length);
  }

  /**
   * How many records may be handed out: up to the last one that is not ahead, so that one with a
   * wrong time stops nothing. One more is handed out when the task has to see it to go on with its
   * other partitions, which it reads in order of time.
   */
  private int lengthInStep(TopicPartition p, List<ConsumerRecord<byte[], byte[]>> records) {
    long latest = progress.latest(p);
    int length = records.size();
    while (length > 0 && records.get(length - 1).timestamp() > latest) {
      length--;
    }
    boolean awaited =
        length < records.size()
            && progress.isAwaitedByOthersOfItsTask(p, records.get(length).timestamp());
    return awaited ? length + 1 : length;
  }
}
