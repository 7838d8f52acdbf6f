// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The topics of a pipeline and how they should be made.
 *
 * @param partitions of a new topic; 0 leaves it to the broker
 */
public record TopicPlan(String name, Role role, int partitions, Map<String, String> config) {
  /** Who a topic belongs to. */
  public enum Role {
    /** Written by Collectors: has to be there. */
    INPUT,
    /** Between stages of the pipeline: made at start. */
    INTERNAL,
    /** Read by others: made at start. */
    OUTPUT
  }

  private static final Map<String, String> STAMPED_AT_APPEND =
      Map.of("cleanup.policy", "delete", "message.timestamp.type", "LogAppendTime");

  public TopicPlan {
    config = Map.copyOf(config);
  }

  /**
   * All topics of these settings. Topics that Traceweir writes are stamped when they are written,
   * so that old data that is replayed does not expire at once.
   */
  public static List<TopicPlan> of(PipelineSettings settings) {
    List<TopicPlan> plan = new ArrayList<>();
    for (String topic : settings.inputTopics()) {
      plan.add(new TopicPlan(topic, Role.INPUT, 0, Map.of()));
    }
    if (PipelineTopology.hasFragmentsTopic(settings)) {
      plan.add(fragments(settings.fragments()));
    }
    plan.add(
        new TopicPlan(
            PipelineTopology.partialsTopic(settings),
            Role.INTERNAL,
            PipelineTopology.PARTIALS_PARTITIONS,
            STAMPED_AT_APPEND));
    for (String topic : outputs(settings)) {
      plan.add(new TopicPlan(topic, Role.OUTPUT, 0, STAMPED_AT_APPEND));
    }
    return plan;
  }

  private static TopicPlan fragments(PipelineSettings.Fragments fragments) {
    return new TopicPlan(
        fragments.topic(),
        Role.INTERNAL,
        fragments.partitions(),
        Map.of(
            "cleanup.policy", "delete",
            "message.timestamp.type", "LogAppendTime",
            "retention.ms", Long.toString(fragments.retention().toMillis())));
  }

  private static List<String> outputs(PipelineSettings settings) {
    List<String> topics = new ArrayList<>();
    topics.add(settings.output().spans());
    if (!settings.input().logs().isEmpty()) {
      topics.add(settings.output().logs());
    }
    topics.add(settings.output().decisions());
    topics.add(settings.output().deadLetters());
    topics.add(settings.metrics().spanMetricsTopic());
    topics.add(settings.metrics().serviceGraphTopic());
    return topics.stream().distinct().toList();
  }
}
