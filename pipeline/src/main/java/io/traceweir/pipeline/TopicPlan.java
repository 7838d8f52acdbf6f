// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
      plan.add(fragments(settings));
    }
    plan.add(
        new TopicPlan(
            PipelineTopology.partialsTopic(settings),
            Role.INTERNAL,
            PipelineTopology.PARTIALS_PARTITIONS,
            stampedAtAppend(settings)));
    for (String topic : outputs(settings)) {
      plan.add(new TopicPlan(topic, Role.OUTPUT, 0, stampedAtAppend(settings)));
    }
    return plan;
  }

  private static TopicPlan fragments(PipelineSettings settings) {
    PipelineSettings.Fragments fragments = settings.fragments();
    long retention =
        Math.max(fragments.retention().toMillis(), TopicDemands.leastRetentionMillis(settings));
    Map<String, String> config = new HashMap<>(stampedAtAppend(settings));
    config.put("retention.ms", Long.toString(retention));
    return new TopicPlan(fragments.topic(), Role.INTERNAL, fragments.partitions(), config);
  }

  private static Map<String, String> stampedAtAppend(PipelineSettings settings) {
    Map<String, String> config = new HashMap<>(STAMPED_AT_APPEND);
    config.putAll(sizes(settings));
    return config;
  }

  /** Topics take what the producer may send; without settings that is what brokers take anyway. */
  static Map<String, String> sizes(PipelineSettings settings) {
    int bytes = RecordLimit.requestBytes(settings.kafka());
    return bytes <= RecordLimit.DEFAULT_REQUEST_BYTES
        ? Map.of()
        : Map.of(RecordLimit.TOPIC_SETTING, Integer.toString(bytes));
  }

  /**
   * Is what a topic has as good as what was planned? It may keep data for longer and take larger
   * records.
   */
  public static boolean isMet(String setting, String planned, @Nullable String has) {
    if (has == null || planned.equals(has)) {
      return planned.equals(has);
    }
    return switch (setting) {
      case RecordLimit.TOPIC_SETTING -> Long.parseLong(has) >= Long.parseLong(planned);
      case "retention.ms" -> has.equals("-1") || Long.parseLong(has) >= Long.parseLong(planned);
      default -> false;
    };
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
