// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.PipelineException.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What topics have to be like for the guarantees to hold; refuses to start otherwise. */
final class TopicGuards {
  private static final Logger LOG = LoggerFactory.getLogger(TopicGuards.class);

  private final PipelineSettings settings;
  private final Map<String, ClusterTopics.Existing> topics;

  TopicGuards(PipelineSettings settings, Map<String, ClusterTopics.Existing> topics) {
    this.settings = settings;
    this.topics = topics;
  }

  void verify() throws PipelineException {
    verifyPartials();
    if (!PipelineTopology.hasFragmentsTopic(settings)) {
      verifyEqualPartitions();
    }
    List<TopicDemands.Finding> findings = TopicDemands.findings(settings, topics);
    String fatal =
        findings.stream()
            .filter(TopicDemands.Finding::isFatal)
            .map(TopicDemands.Finding::message)
            .collect(Collectors.joining("\n"));
    if (!fatal.isEmpty()) {
      throw new PipelineException(Kind.REFUSED, fatal);
    }
    findings.forEach(
        f -> LOG.atWarn().addKeyValue("reason", f.message()).log("a topic may lose data"));
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
