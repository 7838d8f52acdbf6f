// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.ClusterTopics.Existing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a topic must not be like, as data would be lost or records refused. The log (the fragments
 * topic, or the input that is keyed by trace id) is read again after a failure, so nothing may
 * vanish from it while its traces wait.
 */
public final class TopicDemands {
  /** An outage of this length, on top of the waits, has to find everything still there. */
  private static final Duration OUTAGE = Duration.ofMinutes(5);

  private static final String POLICY = "cleanup.policy";
  private static final String STAMP = "message.timestamp.type";
  private static final String RETENTION = "retention.ms";

  private final PipelineSettings settings;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * Something that is wrong with a topic.
   *
   * @param isFatal nothing starts with a topic like that; else it is only said
   * @param what a sentence
   * @param remedy the command that mends it; empty when there is none
   */
  public record Finding(String topic, boolean isFatal, String what, String remedy) {
    /** A sentence with what to do about it. */
    public String message() {
      return remedy.isEmpty() ? what : what + ". Mend it with: " + remedy;
    }
  }

  private TopicDemands(PipelineSettings settings) {
    this.settings = settings;
  }

  /** All that is wrong with these topics; those that do not exist are nobody's fault here. */
  public static List<Finding> findings(PipelineSettings settings, Map<String, Existing> topics) {
    var demands = new TopicDemands(settings);
    topics.forEach(demands::look);
    return demands.findings;
  }

  /** How long the log has to keep a record. */
  static long leastRetentionMillis(PipelineSettings settings) {
    return longestWait(settings).plus(OUTAGE).toMillis();
  }

  /** How long a fragment may wait for its trace to be decided. */
  static Duration longestWait(PipelineSettings settings) {
    PipelineSettings.Traces t = settings.traces();
    return t.decisionWait().plus(t.logsOnlyWait()).plus(t.maxSourceSkew());
  }

  private void look(String name, Existing topic) {
    boolean ofTheInput = settings.inputTopics().contains(name);
    boolean fragments =
        PipelineTopology.hasFragmentsTopic(settings) && name.equals(settings.fragments().topic());
    if (fragments || (ofTheInput && !PipelineTopology.hasFragmentsTopic(settings))) {
      nothingVanishes(name, topic, fragments);
      stamp(name, topic, fragments);
    }
    if (!ofTheInput) {
      size(name, topic);
    }
  }

  private void nothingVanishes(String name, Existing topic, boolean fragments) {
    String policy = topic.config().getOrDefault(POLICY, "delete");
    if (!policy.equals("delete")) {
      String why = "compaction removes fragments of waiting traces";
      fatal(name, POLICY + "=" + policy, why, POLICY + "=delete");
    }
    if (name.endsWith("-repartition")) {
      String message =
          "topic "
              + name
              + " looks like an internal topic of Kafka Streams, which deletes its records as soon"
              + " as they were read once: traces that wait could not be restored. Use an ordinary"
              + " topic"
              + (fragments ? ", with another name in fragments.topic" : "");
      findings.add(new Finding(name, true, message, ""));
    }
    long least = leastRetentionMillis(settings);
    long retention = Long.parseLong(topic.config().getOrDefault(RETENTION, "-1"));
    if (retention >= 0 && retention < least) {
      String why =
          "traces wait for up to decision_wait + logs_only_wait + max_source_skew, and after an"
              + " outage of 5 minutes what they are made of would be gone";
      fatal(name, RETENTION + "=" + retention, why, RETENTION + "=" + least);
    }
    String bytes = topic.config().getOrDefault("retention.bytes", "-1");
    if (!bytes.equals("-1")) {
      String why = "under load it may hold less than what the waiting traces are made of";
      warn(name, "retention.bytes=" + bytes, why, "retention.bytes=-1");
    }
  }

  private void stamp(String name, Existing topic, boolean fragments) {
    if (!topic.config().getOrDefault(STAMP, "CreateTime").equals("CreateTime")
        || topic.config().getOrDefault(RETENTION, "-1").equals("-1")) {
      return;
    }
    if (fragments) {
      String why =
          "fragments carry the time of their data, so old data that is replayed expires at once";
      fatal(name, STAMP + "=CreateTime", why, STAMP + "=LogAppendTime");
    } else {
      String why = "old data that is written into it may expire before it is decided";
      warn(name, STAMP + "=CreateTime and a " + RETENTION, why, STAMP + "=LogAppendTime");
    }
  }

  private void size(String name, Existing topic) {
    boolean internal =
        name.equals(PipelineTopology.partialsTopic(settings))
            || PipelineTopology.changelogTopics(settings).contains(name);
    int least = internal ? RecordLimit.LEAST_INTERNAL_BYTES : RecordLimit.LEAST_BYTES;
    int bytes = RecordLimit.bytes(topic);
    if (bytes < least) {
      String has = RecordLimit.TOPIC_SETTING + "=" + bytes;
      String why = "records written to it need up to " + least + " bytes";
      int wanted = RecordLimit.requestBytes(settings.kafka());
      fatal(name, has, why, RecordLimit.TOPIC_SETTING + "=" + wanted);
    }
  }

  private void fatal(String topic, String has, String why, String setting) {
    findings.add(new Finding(topic, true, sentence(topic, has, why), remedy(topic, setting)));
  }

  private void warn(String topic, String has, String why, String setting) {
    findings.add(new Finding(topic, false, sentence(topic, has, why), remedy(topic, setting)));
  }

  private static String sentence(String topic, String has, String why) {
    return "topic " + topic + " has " + has + ": " + why;
  }

  private String remedy(String topic, String setting) {
    return new KafkaTools(settings.kafka()).alterTopic(topic, setting);
  }
}
