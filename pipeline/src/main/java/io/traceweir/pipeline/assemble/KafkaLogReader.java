// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;

/** A {@link LogReader} with a consumer of its own, with the application's group id and settings. */
public final class KafkaLogReader implements LogReader {
  /**
   * Metadata of an offset that was set as the first one to read, not committed by processing. It is
   * the oldest form that Kafka Streams reads (version 1, no time), which it no longer writes.
   */
  public static final String FIRST_POSITION = "Af//////////";

  private static final Duration POLL = Duration.ofMillis(200);

  /** Records that wait per partition while several are merged. */
  private static final int MERGE_AHEAD = 2000;

  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param appConfigs of the running Kafka Streams application: same security, same isolation
   */
  public KafkaLogReader(Map<String, Object> appConfigs, String groupId) {
    Map<String, Object> config =
        new StreamsConfig(appConfigs).getMainConsumerConfigs(groupId, groupId + "-replay", 0);
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    config.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.keySet().removeIf(key -> key.startsWith("__"));
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Committed committed(TopicPartition partition) {
    OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
    return committed == null
        ? new Committed(-1, false)
        : new Committed(committed.offset(), !committed.metadata().equals(FIRST_POSITION));
  }

  @Override
  public long beginning(TopicPartition partition) {
    return consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
  }

  @Override
  public void read(List<Range> ranges, Consumer<ConsumerRecord<byte[], byte[]>> out) {
    Map<TopicPartition, Open> open = new HashMap<>();
    for (Range range : ranges) {
      if (!range.isEmpty()) {
        open.put(range.partition(), new Open(range));
      }
    }
    refuseBeyondEnd(open);
    consumer.assign(open.keySet());
    open.forEach((partition, o) -> consumer.seek(partition, o.range.from()));
    while (!open.isEmpty()) {
      fetch(open);
      emit(open, out);
    }
    consumer.unsubscribe();
  }

  /** The group committed what the log no longer has: an unclean leader was elected. */
  private void refuseBeyondEnd(Map<TopicPartition, Open> open) {
    consumer
        .endOffsets(open.keySet())
        .forEach(
            (partition, end) -> {
              Open o = open.get(partition);
              if (o != null && end < o.range.to()) {
                throw new RefusedException(
                    partition
                        + " ends at offset "
                        + end
                        + ", before the committed offset "
                        + o.range.to()
                        + ": the broker lost records that were processed. To go on without them,"
                        + " start under a new kafka.application_id");
              }
            });
  }

  /** A partition that is not read to the end of its range. */
  private static final class Open {
    final Range range;
    final ArrayDeque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
    boolean atEnd;

    Open(Range range) {
      this.range = range;
    }

    boolean isDone() {
      return atEnd && records.isEmpty();
    }
  }

  private void fetch(Map<TopicPartition, Open> open) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      Open o = open.get(new TopicPartition(record.topic(), record.partition()));
      if (o != null && record.offset() < o.range.to()) {
        o.records.add(record);
      }
    }
    open.forEach(
        (partition, o) -> {
          o.atEnd = consumer.position(partition) >= o.range.to();
          if (o.atEnd || o.records.size() > MERGE_AHEAD) {
            consumer.pause(Set.of(partition));
          } else {
            consumer.resume(Set.of(partition));
          }
        });
  }

  /** The earliest record of all partitions, as long as every open one has shown its next. */
  private static void emit(
      Map<TopicPartition, Open> open, Consumer<ConsumerRecord<byte[], byte[]>> out) {
    open.values().removeIf(Open::isDone);
    while (!open.isEmpty() && open.values().stream().noneMatch(o -> o.records.isEmpty())) {
      Open first =
          open.values().stream()
              .min(Comparator.comparingLong(o -> o.records.element().timestamp()))
              .orElseThrow();
      out.accept(first.records.remove());
      open.values().removeIf(Open::isDone);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
