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
    verifyPartitions();
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

  /** Numbers of partitions that may not change once there is a decision memory. */
  void verifyPartitions() throws PipelineException {
    verifyPartials();
    if (!PipelineTopology.hasFragmentsTopic(settings)) {
      verifyEqualPartitions();
    }
    verifyChangelogs();
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
              + ": series would change their owner. Sums in it that are not in a series yet (seconds"
              + " of them, after a clean stop) are lost when it is made anew: stop all instances and"
              + " run: "
              + delete(topic));
    }
  }

  /** Kafka Streams would only say that a topic of its own is invalid. */
  private void verifyChangelogs() throws PipelineException {
    String log =
        PipelineTopology.hasFragmentsTopic(settings)
            ? settings.fragments().topic()
            : settings.inputTopics().get(0);
    int partitions = topic(log).partitions();
    String memory = PipelineTopology.memoryChangelog(settings);
    ClusterTopics.Existing written = topics.get(memory);
    if (written != null && written.partitions() != partitions) {
      throw new PipelineException(
          Kind.REFUSED,
          "topic "
              + log
              + " has "
              + partitions
              + " partitions, but the decision memory was written for "
              + written.partitions()
              + " ("
              + memory
              + "): trace ids lie in other partitions than before, so traces that were waiting would"
              + " be split. To go on without them and without the memory, stop all instances and"
              + " run: "
              + delete(memory)
              + " && "
              + settings.inputTopics().stream()
                  .filter(t -> !PipelineTopology.hasFragmentsTopic(settings))
                  .map(this::resetToCurrent)
                  .reduce((a, b) -> a + " && " + b)
                  .orElseGet(() -> resetToCurrent(log))
              + ", or start under a new kafka.application_id");
    }
  }

  private String delete(String topic) {
    return tool("kafka-topics.sh") + " --delete --topic " + topic;
  }

  private String resetToCurrent(String topic) {
    return tool("kafka-consumer-groups.sh")
        + " --group "
        + settings.kafka().applicationId()
        + " --topic "
        + topic
        + " --reset-offsets --to-current --execute";
  }

  private String tool(String name) {
    return name + " --bootstrap-server " + settings.kafka().bootstrapServers();
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
              + counts
              + ": spans and logs of a trace would be in different ones. "
              + equalized(counts));
    }
  }

  /** Partitions can only be added, and nothing may wait meanwhile that would be split by that. */
  private String equalized(Map<String, Integer> counts) {
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    String commands =
        counts.entrySet().stream()
            .filter(e -> e.getValue() < most)
            .map(
                e ->
                    tool("kafka-topics.sh")
                        + " --alter --topic "
                        + e.getKey()
                        + " --partitions "
                        + most)
            .collect(Collectors.joining(" && "));
    return "Mend it with: " + commands;
  }

  private ClusterTopics.Existing topic(String name) throws PipelineException {
    ClusterTopics.Existing topic = topics.get(name);
    if (topic == null) {
      throw new PipelineException(Kind.MISSING_TOPIC, "topic " + name + " does not exist");
    }
    return topic;
  }
}
