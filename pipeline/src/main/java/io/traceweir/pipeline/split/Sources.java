// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions of the input topics, numbered: each is a source of the clock. The number is the
 * topic's place in the configuration (spans first) and the partition, so it is the same in every
 * instance and run with the same topics.
 */
public final class Sources {
  private static final int PARTITION_BITS = 16;

  private final List<String> topics;
  private final int spanTopics;
  private final Map<String, Integer> partitions;

  /**
   * @param partitions of each input topic
   */
  public Sources(PipelineSettings settings, Map<String, Integer> partitions) {
    this.topics = settings.inputTopics();
    this.spanTopics = settings.input().spans().size();
    this.partitions = Map.copyOf(partitions);
  }

  /** Input topics, spans first. */
  public List<String> topics() {
    return topics;
  }

  int number(String topic, int partition) {
    return topics.indexOf(topic) << PARTITION_BITS | partition;
  }

  /** The task that reads a source. */
  static int task(int source) {
    return source & (1 << PARTITION_BITS) - 1;
  }

  /** What a topic holds. */
  public Signal signal(String topic) {
    return topics.indexOf(topic) < spanTopics ? Signal.SPANS : Signal.LOGS;
  }

  /** How many sources there are in all. */
  public int count() {
    return partitions.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The sources that the split task with this number reads. */
  List<TopicPartition> ofTask(int task) {
    return topics.stream()
        .filter(topic -> task < partitions.getOrDefault(topic, 0))
        .map(topic -> new TopicPartition(topic, task))
        .toList();
  }

  /** All sources. */
  public List<TopicPartition> all() {
    return topics.stream()
        .flatMap(
            topic ->
                java.util.stream.IntStream.range(0, partitions.getOrDefault(topic, 0))
                    .mapToObj(p -> new TopicPartition(topic, p)))
        .toList();
  }
}
