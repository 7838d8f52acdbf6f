// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.PipelineException.Kind;
import java.util.Map;
import java.util.TreeMap;

/** What topics have to be like for the guarantees to hold; refuses to start otherwise. */
final class TopicGuards {
  private final PipelineSettings settings;
  private final Map<String, ClusterTopics.Existing> topics;

  TopicGuards(PipelineSettings settings, Map<String, ClusterTopics.Existing> topics) {
    this.settings = settings;
    this.topics = topics;
  }

  void verify() throws PipelineException {
    verifyPartials();
    if (PipelineTopology.hasFragmentsTopic(settings)) {
      verifyLog(settings.fragments().topic());
    } else {
      for (String topic : settings.inputTopics()) {
        verifyLog(topic);
      }
      verifyEqualPartitions();
    }
  }

  private void verifyPartials() throws PipelineException {
    String topic = PipelineTopology.partialsTopic(settings);
    int partitions = topic(topic).partitions();
    if (partitions != PipelineTopology.PARTIALS_PARTITIONS) {
      throw new PipelineException(
          Kind.REFUSED,
          topic
              + " has "
              + partitions
              + " partitions, not "
              + PipelineTopology.PARTIALS_PARTITIONS
              + ": series would change their owner. Delete it and start under a new"
              + " kafka.application_id");
    }
  }

  /** The log is read again after a failure, so nothing may vanish from its middle. */
  private void verifyLog(String topic) throws PipelineException {
    String policy = topic(topic).config().getOrDefault("cleanup.policy", "delete");
    if (!policy.equals("delete")) {
      throw new PipelineException(
          Kind.REFUSED,
          "topic "
              + topic
              + " has cleanup.policy="
              + policy
              + ": compaction removes fragments of waiting traces. Set cleanup.policy=delete");
    }
    if (topic.endsWith("-repartition")) {
      throw new PipelineException(
          Kind.REFUSED,
          "topic " + topic + " looks like an internal topic of Kafka Streams, which is purged");
    }
  }

  private void verifyEqualPartitions() throws PipelineException {
    Map<String, Integer> counts = new TreeMap<>();
    for (String topic : settings.inputTopics()) {
      counts.put(topic, topic(topic).partitions());
    }
    if (counts.values().stream().distinct().count() > 1) {
      throw new PipelineException(
          Kind.REFUSED,
          "with input.partitioning: trace_id all input topics need the same number of partitions,"
              + " but they have "
              + counts);
    }
  }

  private ClusterTopics.Existing topic(String name) throws PipelineException {
    ClusterTopics.Existing topic = topics.get(name);
    if (topic == null) {
      throw new PipelineException(Kind.MISSING_TOPIC, "topic " + name + " does not exist");
    }
    return topic;
  }
}
