// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.PipelineException.Kind;
import java.util.ArrayList;
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
    for (TopicPlan topic : TopicPlan.of(settings)) {
      if (!topics.containsKey(topic.name()) && topic.role() != TopicPlan.Role.OUTPUT) {
        throw new PipelineException(
            Kind.MISSING_TOPIC, "topic " + topic.name() + " does not exist");
      }
    }
    List<TopicDemands.Finding> findings = new ArrayList<>(partitions(settings, topics));
    findings.addAll(TopicDemands.findings(settings, topics));
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

  /** Numbers of partitions that do not fit; topics that do not exist are nobody's fault here. */
  static List<TopicDemands.Finding> partitions(
      PipelineSettings settings, Map<String, ClusterTopics.Existing> topics) {
    List<TopicDemands.Finding> findings = new ArrayList<>();
    partials(settings, topics, findings);
    if (!PipelineTopology.hasFragmentsTopic(settings)) {
      equalPartitions(settings, topics, findings);
    }
    return findings;
  }

  private static void partials(
      PipelineSettings settings,
      Map<String, ClusterTopics.Existing> topics,
      List<TopicDemands.Finding> findings) {
    String name = PipelineTopology.partialsTopic(settings);
    ClusterTopics.Existing topic = topics.get(name);
    if (topic != null && topic.partitions() != PipelineTopology.PARTIALS_PARTITIONS) {
      String what =
          name
              + " has "
              + topic.partitions()
              + " partitions, not "
              + PipelineTopology.PARTIALS_PARTITIONS
              + ": series would change their owner. Delete it and start under a new"
              + " kafka.application_id";
      findings.add(new TopicDemands.Finding(name, true, what, ""));
    }
  }

  private static void equalPartitions(
      PipelineSettings settings,
      Map<String, ClusterTopics.Existing> topics,
      List<TopicDemands.Finding> findings) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String name : settings.inputTopics()) {
      ClusterTopics.Existing topic = topics.get(name);
      if (topic != null) {
        counts.put(name, topic.partitions());
      }
    }
    if (counts.values().stream().distinct().count() > 1) {
      String what =
          "with input.partitioning: trace_id all input topics need the same number of partitions,"
              + " but they have "
              + counts;
      findings.add(new TopicDemands.Finding(settings.inputTopics().get(0), true, what, ""));
    }
  }
}
