// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import io.traceweir.pipeline.CommittedReader;
import io.traceweir.pipeline.PipelineSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads some records of topics, as a consumer that is in no group and commits nothing. */
final class SampleReader {
  private static final String NAME = "doctor";
  private static final long MOST_BYTES = 32L * 1024 * 1024;

  private final PipelineSettings settings;
  private final Questions questions;

  SampleReader(PipelineSettings settings, Questions questions) {
    this.settings = settings;
    this.questions = questions;
  }

  /**
   * The newest records.
   *
   * @param most of each partition
   */
  Answer<List<SampledRecord>> newest(String topic, Map<TopicPartition, LogFacts> logs, int most) {
    List<TopicPartition> partitions =
        logs.keySet().stream().filter(partition -> partition.topic().equals(topic)).toList();
    var amount = new NewestRecords.Amount(most, Long.MAX_VALUE);
    try (Consumer<byte[], byte[]> consumer = CommittedReader.openForALook(settings, NAME)) {
      return new NewestRecords(settings, consumer).of(topic, partitions, amount, questions);
    } catch (KafkaException e) {
      return Answer.none(questions.why(e));
    }
  }

  /** The timestamps of the first records at or behind these offsets. */
  Map<TopicPartition, Long> timestamps(Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, Long> found = new HashMap<>();
    if (offsets.isEmpty()) {
      return found;
    }
    Map<TopicPartition, Long> to = new HashMap<>();
    offsets.forEach((partition, offset) -> to.put(partition, offset + 1));
    try (Consumer<byte[], byte[]> consumer = CommittedReader.openForALook(settings, NAME)) {
      consumer.assign(offsets.keySet());
      boolean unused =
          new RangeReader(consumer, questions.patience())
              .read(
                  offsets,
                  to,
                  MOST_BYTES,
                  record ->
                      found.putIfAbsent(
                          new TopicPartition(record.topic(), record.partition()),
                          record.timestamp()));
    } catch (KafkaException e) {
      return found; // those that were not read are not known
    }
    return found;
  }
}
