// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions of the input topics, numbered: each is a source of the clock. The number is made
 * of the topic's name and the partition, so it is the same in every instance and run, also when
 * other topics are added to the configuration or taken out of it.
 */
public final class Sources {
  private static final int PARTITION_BITS = 14;
  private static final int TOPIC_NUMBERS = 1 << (31 - PARTITION_BITS);

  private final List<String> topics;
  private final int spanTopics;
  private final int application;
  private final Map<String, Integer> partitions;
  private final Map<String, Integer> topicNumbers = new HashMap<>();

  /**
   * @param partitions of each input topic
   */
  public Sources(PipelineSettings settings, Map<String, Integer> partitions) {
    this.topics = settings.inputTopics();
    this.application = FragmentRecord.application(settings.kafka().applicationId());
    this.spanTopics = settings.input().spans().size();
    this.partitions = Map.copyOf(partitions);
    topics.stream().sorted().forEach(this::giveNumber);
  }

  /** Two names rarely make the same number; then the second one takes the next. */
  private void giveNumber(String topic) {
    int number = Math.floorMod(topic.hashCode(), TOPIC_NUMBERS);
    while (topicNumbers.containsValue(number)) {
      number = (number + 1) % TOPIC_NUMBERS;
    }
    topicNumbers.put(topic, number);
  }

  /** What stands for the application id in fragments. */
  public int application() {
    return application;
  }

  /** Input topics, spans first. */
  public List<String> topics() {
    return topics;
  }

  int number(String topic, int partition) {
    return topicNumbers.getOrDefault(topic, 0) << PARTITION_BITS | partition;
  }

  /** The topic of a source; empty when it is none of the present ones. */
  public Optional<String> topic(int source) {
    return topics.stream()
        .filter(t -> Objects.equals(topicNumbers.get(t), source >> PARTITION_BITS))
        .findFirst();
  }

  /** How many partitions a topic has. */
  public int partitions(String topic) {
    return partitions.getOrDefault(topic, 0);
  }

  /** The task that reads a source: its partition. */
  public static int task(int source) {
    return source & ((1 << PARTITION_BITS) - 1);
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
