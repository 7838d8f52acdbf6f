// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.PipelineException.Kind;
import io.traceweir.pipeline.TopicDemands.Finding;
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
  private final KafkaTools tools;

  TopicGuards(PipelineSettings settings, Map<String, ClusterTopics.Existing> topics) {
    this.settings = settings;
    this.topics = topics;
    this.tools = new KafkaTools(settings.kafka());
  }

  void verify() throws PipelineException {
    for (TopicPlan topic : TopicPlan.of(settings)) {
      if (!topics.containsKey(topic.name()) && topic.role() != TopicPlan.Role.OUTPUT) {
        throw new PipelineException(
            Kind.MISSING_TOPIC, "topic " + topic.name() + " does not exist");
      }
    }
    List<Finding> findings = new ArrayList<>(partitions(settings, topics));
    findings.addAll(TopicDemands.findings(settings, topics));
    refuse(findings);
    findings.forEach(
        f -> LOG.atWarn().addKeyValue("reason", f.message()).log("a topic may lose data"));
  }

  /** Numbers of partitions that may not change once there is a decision memory. */
  void verifyPartitions() throws PipelineException {
    refuse(partitions(settings, topics));
  }

  private static void refuse(List<Finding> findings) throws PipelineException {
    String fatal =
        findings.stream()
            .filter(Finding::isFatal)
            .map(Finding::message)
            .collect(Collectors.joining("\n"));
    if (!fatal.isEmpty()) {
      throw new PipelineException(Kind.REFUSED, fatal);
    }
  }

  /** Numbers of partitions that do not fit; topics that do not exist are nobody's fault here. */
  static List<Finding> partitions(
      PipelineSettings settings, Map<String, ClusterTopics.Existing> topics) {
    List<Finding> findings = new ArrayList<>();
    var guards = new TopicGuards(settings, topics);
    guards.partials(findings);
    if (!PipelineTopology.hasFragmentsTopic(settings)) {
      guards.equalPartitions(findings);
    }
    guards.changelog(findings);
    return findings;
  }

  private void partials(List<Finding> findings) {
    String name = PipelineTopology.partialsTopic(settings);
    ClusterTopics.Existing topic = topics.get(name);
    if (topic != null && topic.partitions() != PipelineTopology.PARTIALS_PARTITIONS) {
      String what =
          name
              + " has "
              + topic.partitions()
              + " partitions, not "
              + PipelineTopology.PARTIALS_PARTITIONS
              + ": series would change their owner. Sums in it that are not in a series yet (seconds"
              + " of them, after a clean stop) are lost when it is made anew: stop all instances and"
              + " run: "
              + delete(name);
      findings.add(new Finding(name, true, what, ""));
    }
  }

  /** Kafka Streams would only say that a topic of its own is invalid. */
  private void changelog(List<Finding> findings) {
    String name = PipelineTopology.logTopics(settings).get(0);
    ClusterTopics.Existing log = topics.get(name);
    String memory = PipelineTopology.memoryChangelog(settings);
    ClusterTopics.Existing written = topics.get(memory);
    if (log == null || written == null || written.partitions() == log.partitions()) {
      return;
    }
    String resets =
        PipelineTopology.logTopics(settings).stream()
            .map(this::resetToCurrent)
            .collect(Collectors.joining(" && "));
    String what =
        "topic "
            + name
            + " has "
            + log.partitions()
            + " partitions, but the decision memory was written for "
            + written.partitions()
            + " ("
            + memory
            + "): trace ids lie in other partitions than before, so traces that were waiting would"
            + " be split. To go on without them and without the memory, stop all instances and"
            + " run: "
            + delete(memory)
            + " && "
            + resets
            + ", or start under a new kafka.application_id";
    findings.add(new Finding(memory, true, what, ""));
  }

  private String delete(String topic) {
    return tools.topics("--delete --topic " + topic);
  }

  private String resetToCurrent(String topic) {
    return tools.group("--topic " + topic + " --reset-offsets --to-current --execute");
  }

  private void equalPartitions(List<Finding> findings) {
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
              + counts
              + ": spans and logs of a trace would be in different ones";
      findings.add(new Finding(settings.inputTopics().get(0), true, what, equalized(counts)));
    }
  }

  /** Partitions can only be added, and nothing may wait meanwhile that would be split by that. */
  private String equalized(Map<String, Integer> counts) {
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return counts.entrySet().stream()
        .filter(e -> e.getValue() < most)
        .map(e -> tools.topics("--alter --topic " + e.getKey() + " --partitions " + most))
        .collect(Collectors.joining(" && "));
  }
}
