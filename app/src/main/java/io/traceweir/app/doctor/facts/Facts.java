// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * All that was seen of a cluster.
 *
 * @param nowMillis when the end of the logs was asked
 * @param watched how long the logs were watched
 * @param topics those that exist, by name
 * @param refused topics that could not be asked for, and why
 * @param creatable topics that do not exist: empty when they could be made, or why not
 * @param waiting when the oldest record was written that the group has not read
 * @param transactions of all topics
 */
public record Facts(
    long nowMillis,
    Duration watched,
    List<Endpoint> endpoints,
    Answer<ClusterFacts> cluster,
    Map<String, TopicFacts> topics,
    Map<String, String> refused,
    Map<String, String> creatable,
    Answer<GroupFacts> group,
    Answer<Boolean> transactionalId,
    Map<TopicPartition, LogFacts> logs,
    Answer<Boolean> offsets,
    Map<String, Answer<List<SampledRecord>>> samples,
    Map<TopicPartition, Long> waiting,
    TransactionFacts transactions) {

  /** Nothing but that nobody answers. */
  static Facts unreachable(long nowMillis, List<Endpoint> endpoints) {
    String why = "no broker answers";
    return new Facts(
        nowMillis,
        Duration.ZERO,
        endpoints,
        Answer.none(why),
        Map.of(),
        Map.of(),
        Map.of(),
        Answer.none(why),
        Answer.none(why),
        Map.of(),
        Answer.none(why),
        Map.of(),
        Map.of(),
        TransactionFacts.NONE);
  }

  public boolean isReachable() {
    return cluster.isThere();
  }

  /** The partitions of a topic that are known, in their order. */
  public List<Map.Entry<TopicPartition, LogFacts>> logsOf(String topic) {
    return logs.entrySet().stream()
        .filter(e -> e.getKey().topic().equals(topic))
        .sorted(java.util.Comparator.comparingInt(e -> e.getKey().partition()))
        .toList();
  }
}
