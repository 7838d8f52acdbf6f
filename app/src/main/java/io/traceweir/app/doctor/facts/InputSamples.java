// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import io.traceweir.pipeline.CommittedReader;
import io.traceweir.pipeline.PipelineSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A short look at the newest records of all input topics, for a start that has to go on. */
public final class InputSamples {
  /**
   * As many of a partition as the doctor reads unless told otherwise, and a fraction of a topic.
   */
  private static final NewestRecords.Amount AMOUNT = new NewestRecords.Amount(200, 400);

  private final PipelineSettings settings;
  private final Duration patience;
  private long beginNanos;

  /** What was read of a topic, and how many partitions it has. */
  public record TopicSample(int partitions, List<SampledRecord> records) {}

  private InputSamples(PipelineSettings settings, Duration patience) {
    this.settings = settings;
    this.patience = patience;
  }

  /**
   * Of each input topic, in the order of the settings.
   *
   * @param patience for all of them together
   */
  public static Map<String, Answer<TopicSample>> take(
      PipelineSettings settings, Duration patience) {
    return new InputSamples(settings, patience).take();
  }

  private Map<String, Answer<TopicSample>> take() {
    Map<String, Answer<TopicSample>> samples = new LinkedHashMap<>();
    try (Consumer<byte[], byte[]> consumer = CommittedReader.openForALook(settings, "keys")) {
      beginNanos = System.nanoTime(); // the first client of a process takes a while by itself
      settings.inputTopics().forEach(topic -> samples.put(topic, take(topic, consumer)));
    } catch (KafkaException e) {
      String why = new Questions(patience).why(e);
      settings.inputTopics().forEach(topic -> samples.putIfAbsent(topic, Answer.none(why)));
    }
    return samples;
  }

  private Answer<TopicSample> take(String topic, Consumer<byte[], byte[]> consumer) {
    var questions = new Questions(left());
    if (questions.patience().isZero()) {
      return Answer.none("the topics before it took all of the time");
    }
    List<PartitionInfo> partitions;
    try {
      partitions = consumer.partitionsFor(topic, questions.patience());
    } catch (KafkaException e) {
      return Answer.none(questions.why(e));
    }
    if (partitions == null || partitions.stream().anyMatch(p -> isMissing(p.leader()))) {
      return Answer.none("a partition has no leader");
    }
    return take(topic, partitions, consumer);
  }

  private Answer<TopicSample> take(
      String topic, List<PartitionInfo> partitions, Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> all =
        partitions.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
    Answer<List<SampledRecord>> sample =
        new NewestRecords(settings, consumer).of(topic, all, AMOUNT, new Questions(left()));
    return sample.isThere()
        ? Answer.of(new TopicSample(all.size(), sample.get()))
        : Answer.none(sample.refusal());
  }

  private static boolean isMissing(@Nullable Node leader) {
    return leader == null || leader.isEmpty();
  }

  private Duration left() {
    Duration left = patience.minusNanos(System.nanoTime() - beginNanos);
    return Duration.ofMillis(Math.max(0, left.toMillis())); // as a person reads it in a reason
  }
}
