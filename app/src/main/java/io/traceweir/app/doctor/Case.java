// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.Facts;
import io.traceweir.pipeline.ClusterDemands;
import io.traceweir.pipeline.ClusterTopics.Existing;
import io.traceweir.pipeline.KafkaTools;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.TopicPlan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is looked at: settings, what they demand, and what was seen of the cluster. */
record Case(PipelineSettings settings, Circumstances circumstances, Facts facts) {

  /**
   * What neither the settings nor the cluster tell.
   *
   * @param configFile as it was named
   * @param principal whom Kafka takes this application for
   * @param heapBytes of one instance
   * @param budgetBytes {@code traces.memory} of one instance
   * @param servesApi output topics are read as well
   * @param hasDoor OTLP is taken over HTTP and written to the input as well
   */
  record Circumstances(
      String configFile,
      String principal,
      long heapBytes,
      long budgetBytes,
      boolean servesApi,
      boolean hasDoor) {}

  ClusterDemands demands() {
    return new ClusterDemands(settings);
  }

  KafkaTools tools() {
    return new KafkaTools(settings.kafka());
  }

  List<TopicPlan> plan() {
    return TopicPlan.of(settings);
  }

  /** Topics that exist, as the pipeline sees them. */
  Map<String, Existing> existing() {
    Map<String, Existing> existing = new TreeMap<>();
    facts.topics().forEach((name, topic) -> existing.put(name, topic.existing()));
    return existing;
  }
}
