// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.transactions;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Utils;

/** The partition that a group's positions are in: each of its transactions writes there as well. */
public final class GroupOffsets {
  /** Kafka's own topic of the positions of all groups. */
  public static final String TOPIC = "__consumer_offsets";

  private final Admin admin;
  private final String group;

  GroupOffsets(Admin admin, String group) {
    this.admin = admin;
    this.group = group;
  }

  /** As brokers choose it; nobody can be asked for it. */
  static TopicPartition of(String group, int partitions) {
    return new TopicPartition(TOPIC, Utils.abs(group.hashCode()) % partitions);
  }

  /** None before there are groups, while it has no leader, or where it cannot be told. */
  List<TopicPartition> find(Answers answers) throws InterruptedException {
    List<TopicPartition> found = new ArrayList<>();
    var asked = admin.describeTopics(List.of(TOPIC)).topicNameValues().get(TOPIC);
    answers.ask(TOPIC, Objects.requireNonNull(asked), topic -> add(topic, answers, found));
    answers.untold().computeIfPresent(TOPIC, (topic, why) -> isMissing(why) ? null : why);
    return found;
  }

  private static boolean isMissing(Throwable why) {
    return why instanceof UnknownTopicOrPartitionException;
  }

  private void add(TopicDescription topic, Answers answers, List<TopicPartition> found) {
    TopicPartition of = of(group, topic.partitions().size());
    boolean led =
        topic.partitions().stream()
            .filter(p -> p.partition() == of.partition())
            .anyMatch(p -> p.leader() != null && !p.leader().isEmpty());
    if (led) {
      found.add(of);
    } else {
      answers.untold().put(of.toString(), new LeaderNotAvailableException("it has no leader"));
    }
  }
}
