// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the newest records of a topic from the end of its partitions backwards, in windows that
 * become longer: whatever ends it, the newest were read before others.
 */
final class NewestRecords {
  private static final long MOST_BYTES = 32L * 1024 * 1024;
  private static final int GROWTH = 25;

  private final PipelineSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final RecordReading reading;

  NewestRecords(PipelineSettings settings, Consumer<byte[], byte[]> consumer) {
    this.settings = settings;
    this.consumer = consumer;
    this.reading = new RecordReading(settings);
  }

  /**
   * How many.
   *
   * @param most of each partition
   * @param enough of the topic, to look no further back
   */
  record Amount(int most, long enough) {}

  /** Those that are committed; none unless at least the newest of each partition was read. */
  Answer<List<SampledRecord>> of(
      String topic, Collection<TopicPartition> partitions, Amount amount, Questions questions) {
    Signal signal = settings.input().logs().contains(topic) ? Signal.LOGS : Signal.SPANS;
    List<SampledRecord> sample = new ArrayList<>();
    try {
      consumer.assign(partitions);
      var reader = new RangeReader(consumer, questions.patience());
      var ends =
          new Ends(
              consumer.beginningOffsets(partitions, questions.patience()),
              consumer.endOffsets(partitions, questions.patience()));
      return backwards(reader, ends, amount, r -> sample.add(reading.read(signal, r)))
          ? Answer.of(sample)
          : Answer.none(questions.why(new TimeoutException()));
    } catch (KafkaException e) {
      return Answer.none(questions.why(e));
    }
  }

  /** False when not even the newest of each partition could be read. */
  private static boolean backwards(
      RangeReader reader,
      Ends ends,
      Amount amount,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> out) {
    Map<TopicPartition, Long> from = ends.from(ends.ends, 1);
    if (!reader.read(from, ends.ends, Long.MAX_VALUE, out)) {
      return false;
    }
    int depth = 1;
    boolean whole = true;
    while (whole && depth < amount.most && reader.records() < amount.enough) {
      depth = Math.min(amount.most, depth * GROWTH);
      Map<TopicPartition, Long> to = from;
      from = ends.from(to, depth);
      whole = reader.read(from, to, MOST_BYTES, out);
    }
    return true;
  }

  private record Ends(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
    /** Where a window before these offsets begins; partitions that have no more are left out. */
    Map<TopicPartition, Long> from(Map<TopicPartition, Long> before, int depth) {
      Map<TopicPartition, Long> from = new HashMap<>();
      before.forEach(
          (partition, to) -> {
            long begin = begins.getOrDefault(partition, 0L);
            long first = Math.max(begin, ends.getOrDefault(partition, 0L) - depth);
            if (first < to) {
              from.put(partition, first);
            }
          });
      return from;
    }
  }
}
