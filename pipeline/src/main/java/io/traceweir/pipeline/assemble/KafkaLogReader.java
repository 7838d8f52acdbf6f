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
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;

/** A {@link LogReader} with a consumer of its own, with the application's group id and settings. */
public final class KafkaLogReader implements LogReader {
  /**
   * Metadata of an offset that was set as the first one to read, not committed by processing. It is
   * the oldest form that Kafka Streams reads (version 1, no time), which it no longer writes.
   */
  public static final String FIRST_POSITION = "Af//////////";

  private static final Duration POLL = Duration.ofMillis(50);

  /** Records that wait per partition while several are merged. */
  private static final int MERGE_AHEAD = 2000;

  /** A slice of a replay is not to take much longer than it should. */
  private static final int MOST_RECORDS_AT_ONCE = 500;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Function<String, Uuid> topicIds;
  private final Map<TopicPartition, Open> open = new HashMap<>();

  /**
   * @param appConfigs of the running Kafka Streams application: same security, same isolation
   * @param topicIds asks for the id of a topic, which a consumer does not tell
   */
  public KafkaLogReader(
      Map<String, Object> appConfigs, String groupId, Function<String, Uuid> topicIds) {
    this.topicIds = topicIds;
    Map<String, Object> config =
        new StreamsConfig(appConfigs).getMainConsumerConfigs(groupId, groupId + "-replay", 0);
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    config.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.merge(
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS_AT_ONCE, KafkaLogReader::smaller);
    config.keySet().removeIf(key -> key.startsWith("__"));
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Object smaller(Object configured, Object most) {
    return Math.min(Integer.parseInt(configured.toString()), (Integer) most);
  }

  @Override
  public Committed committed(TopicPartition partition) {
    OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
    return committed == null
        ? Committed.NOWHERE
        : new Committed(committed.offset(), origin(committed.metadata()));
  }

  /** Kafka Streams writes metadata with every offset, Kafka's tools never do. */
  private static Origin origin(String metadata) {
    if (metadata.equals(FIRST_POSITION)) {
      return Origin.FIRST;
    }
    return metadata.isEmpty() ? Origin.BY_HAND : Origin.PROCESSED;
  }

  @Override
  public long beginning(TopicPartition partition) {
    return consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
  }

  @Override
  public long end(TopicPartition partition) {
    consumer.assign(Set.of(partition)); // else the client warns that nobody reads it
    return consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
  }

  @Override
  public Uuid topicId(String topic) {
    return topicIds.apply(topic);
  }

  @Override
  public void begin(List<Range> ranges) {
    open.clear();
    for (Range range : ranges) {
      if (!range.isEmpty()) {
        open.put(range.partition(), new Open(range));
      }
    }
    consumer.assign(open.keySet());
    open.forEach((partition, o) -> consumer.seek(partition, o.range.from()));
  }

  @Override
  public boolean more(Consumer<ConsumerRecord<byte[], byte[]>> out) {
    if (!open.isEmpty()) {
      fetch();
      emit(out);
    }
    return !open.isEmpty();
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

  private void fetch() {
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
  private void emit(Consumer<ConsumerRecord<byte[], byte[]>> out) {
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
