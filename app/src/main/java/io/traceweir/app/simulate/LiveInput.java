// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import io.traceweir.capture.Piece;
import io.traceweir.pipeline.CommittedReader;
import io.traceweir.pipeline.PipelineSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads what the input topics of a pipeline hold of a range of time: committed records, by a
 * consumer that is in no group and commits nothing.
 */
public final class LiveInput {
  private static final Duration POLL = Duration.ofMillis(200);

  private final PipelineSettings settings;
  private final Duration patience;
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private long total;

  /**
   * Of the input topics in the settings.
   *
   * @param patience for each answer of Kafka, and for the next record
   */
  public LiveInput(PipelineSettings settings, Duration patience) {
    this.settings = settings;
    this.patience = patience;
  }

  /**
   * Hands over every request of the range.
   *
   * @throws org.apache.kafka.common.KafkaException when Kafka does not answer, or not as it should
   */
  public void read(Instant from, Instant to, Intake intake, Simulation.Watch watch)
      throws InterruptedException {
    try (Consumer<byte[], byte[]> consumer = CommittedReader.open(settings, "simulate")) {
      seek(consumer, from, to);
      long read = 0;
      long lastNanos = System.nanoTime();
      while (!ends.isEmpty()) {
        int count = poll(consumer, intake);
        read += count;
        watch.at("reading", Math.min(1, (double) read / total));
        long now = System.nanoTime();
        lastNanos = count > 0 ? now : lastNanos;
        if (now - lastNanos > patience.toNanos()) {
          throw new TimeoutException("no record came for " + patience.toSeconds() + " s");
        }
      }
    }
  }

  private int poll(Consumer<byte[], byte[]> consumer, Intake intake) throws InterruptedException {
    int count = 0;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
      if (end != null && record.offset() < end && record.value() != null) {
        intake.add(Piece.of(place(record), record.value()));
        count++;
      }
    }
    Set<TopicPartition> over = new HashSet<>();
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      if (consumer.position(end.getKey(), patience) >= end.getValue()) {
        over.add(end.getKey());
      }
    }
    ends.keySet().removeAll(over);
    consumer.pause(over);
    return count;
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + ", partition " + record.partition() + ", offset " + record.offset();
  }

  private void seek(Consumer<byte[], byte[]> consumer, Instant from, Instant to) {
    List<TopicPartition> partitions = partitions(consumer);
    Map<TopicPartition, OffsetAndTimestamp> starts = at(consumer, partitions, from);
    Map<TopicPartition, OffsetAndTimestamp> stops = at(consumer, partitions, to);
    Map<TopicPartition, Long> last = consumer.endOffsets(partitions, patience);
    Map<TopicPartition, Long> begins = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp start = starts.get(partition);
      OffsetAndTimestamp stop = stops.get(partition);
      long end = stop == null ? last.getOrDefault(partition, 0L) : stop.offset();
      if (start != null && start.offset() < end) {
        begins.put(partition, start.offset());
        ends.put(partition, end);
        total += end - start.offset();
      }
    }
    consumer.assign(begins.keySet());
    begins.forEach(consumer::seek);
  }

  /** Where records of this time or later begin. */
  private Map<TopicPartition, OffsetAndTimestamp> at(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Instant time) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, Math.max(0, time.toEpochMilli())));
    return consumer.offsetsForTimes(times, patience);
  }

  private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : settings.inputTopics()) {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic, patience);
      if (partitions != null) {
        partitions.forEach(p -> all.add(new TopicPartition(topic, p.partition())));
      }
    }
    return all;
  }
}
