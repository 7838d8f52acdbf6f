// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.CommittedReader;
import io.traceweir.pipeline.PipelineSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads the newest records of a topic, as a consumer that is in no group and commits nothing. */
final class SampleReader {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long MOST_BYTES = 32L * 1024 * 1024;

  private final PipelineSettings settings;
  private final Questions questions;
  private final RecordReading reading;

  SampleReader(PipelineSettings settings, Questions questions) {
    this.settings = settings;
    this.questions = questions;
    this.reading = new RecordReading(settings);
  }

  /**
   * The newest records.
   *
   * @param most of each partition
   */
  Answer<List<SampledRecord>> newest(String topic, Map<TopicPartition, LogFacts> logs, int most) {
    Signal signal = settings.input().logs().contains(topic) ? Signal.LOGS : Signal.SPANS;
    Map<TopicPartition, Long> from = new HashMap<>();
    Map<TopicPartition, Long> to = new HashMap<>();
    logs.forEach(
        (partition, log) -> {
          if (partition.topic().equals(topic) && log.end() > log.begin()) {
            from.put(partition, Math.max(log.begin(), log.end() - most));
            to.put(partition, log.end());
          }
        });
    List<SampledRecord> sample = new ArrayList<>();
    try {
      read(from, to, record -> sample.add(reading.read(signal, record)));
      return Answer.of(sample);
    } catch (KafkaException e) {
      return Answer.none(questions.why(e));
    }
  }

  /** The timestamps of the first records at or behind these offsets. */
  Map<TopicPartition, Long> timestamps(Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, Long> found = new HashMap<>();
    Map<TopicPartition, Long> to = new HashMap<>();
    offsets.forEach((partition, offset) -> to.put(partition, offset + 1));
    try {
      read(
          offsets,
          to,
          record ->
              found.putIfAbsent(
                  new TopicPartition(record.topic(), record.partition()), record.timestamp()));
    } catch (KafkaException e) {
      return found; // those that were not read are not known
    }
    return found;
  }

  private void read(
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> to,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> out) {
    if (from.isEmpty()) {
      return;
    }
    long begin = System.nanoTime();
    long bytes = 0;
    try (Consumer<byte[], byte[]> consumer = CommittedReader.open(settings, "doctor")) {
      Set<TopicPartition> open = new HashSet<>(from.keySet());
      consumer.assign(open);
      from.forEach(consumer::seek);
      while (!open.isEmpty()
          && bytes < MOST_BYTES
          && System.nanoTime() - begin < questions.patience().toNanos()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          var partition = new TopicPartition(record.topic(), record.partition());
          if (open.contains(partition) && record.offset() < to.getOrDefault(partition, 0L)) {
            bytes += record.serializedValueSize();
            out.accept(record);
          }
        }
        Set<TopicPartition> done = new HashSet<>();
        for (TopicPartition partition : open) {
          if (consumer.position(partition, questions.patience())
              >= to.getOrDefault(partition, 0L)) {
            done.add(partition);
          }
        }
        open.removeAll(done);
        consumer.pause(done);
      }
    }
  }
}
