// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.ClusterTopics.Existing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a pipeline needs of a cluster, for those who look at the cluster before it runs. */
public final class ClusterDemands {
  private final PipelineSettings settings;

  public ClusterDemands(PipelineSettings settings) {
    this.settings = settings;
  }

  /** Requests are split by trace first, and written to the fragments topic. */
  public boolean hasFragmentsTopic() {
    return PipelineTopology.hasFragmentsTopic(settings);
  }

  /** The topics that are read again after a failure: nothing may vanish from them too early. */
  public List<String> logTopics() {
    return PipelineTopology.logTopics(settings);
  }

  /** All topics that the application's group reads. */
  public List<String> consumedTopics() {
    List<String> topics = new ArrayList<>(settings.inputTopics());
    if (hasFragmentsTopic()) {
      topics.add(settings.fragments().topic());
    }
    topics.add(PipelineTopology.partialsTopic(settings));
    return topics;
  }

  /** Topics behind the stores, which Kafka Streams makes. */
  public List<String> changelogTopics() {
    return PipelineTopology.changelogTopics(settings);
  }

  /** How many partitions the changelog topics have to have, given these topics. */
  public Map<String, Integer> changelogPartitions(Map<String, Existing> topics) {
    List<String> log = logTopics();
    int ofTheLog = 0;
    for (var topic : topics.entrySet()) {
      if (log.contains(topic.getKey())) {
        ofTheLog = Math.max(ofTheLog, topic.getValue().partitions());
      }
    }
    return PipelineTopology.changelogPartitions(settings, ofTheLog);
  }

  /** How long the log has to keep a record, with an outage of minutes. */
  public Duration leastRetention() {
    return Duration.ofMillis(TopicDemands.leastRetentionMillis(settings));
  }

  /** How far back a replay may have to read, without an outage. */
  public Duration longestWait() {
    return TopicDemands.longestWait(settings);
  }

  /** Numbers of partitions that start-up refuses. */
  public List<TopicDemands.Finding> partitionFindings(Map<String, Existing> topics) {
    return TopicGuards.partitions(settings, topics);
  }

  /** Settings of topics that start-up refuses or warns of. */
  public List<TopicDemands.Finding> settingFindings(Map<String, Existing> topics) {
    return TopicDemands.findings(settings, topics);
  }

  /** How large records may be, given these topics. */
  public Sizes sizes(Map<String, Existing> topics) {
    RecordLimit limit = RecordLimit.of(settings, topics);
    return new Sizes(
        limit.requestBytes(),
        RecordLimit.LEAST_INTERNAL_BYTES,
        limit.topicBytes(),
        limit.smallest());
  }

  /**
   * Sizes of records.
   *
   * @param requestBytes the producer's largest request
   * @param leastRequestBytes below it nothing starts
   * @param topicBytes what the topic takes that takes least
   * @param smallest the name of that topic; empty when none of them exists
   */
  public record Sizes(int requestBytes, int leastRequestBytes, int topicBytes, String smallest) {}

  /** What a topic takes; no limit when the broker does not say. */
  public static int takes(Existing topic) {
    return RecordLimit.bytes(topic);
  }

  /** Settings of an admin client with the application's security. */
  public static Map<String, Object> adminSettings(PipelineSettings.Kafka kafka, Duration patience) {
    return ClusterTopics.adminConfig(kafka, patience);
  }
}
