// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import io.traceweir.pipeline.TopicPlan;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at topics, and asks whether those that are missing could be made; makes none. */
final class TopicLook {
  private final Admin admin;
  private final Questions questions;
  private final Map<String, TopicFacts> topics = new TreeMap<>();
  private final Map<String, String> refused = new TreeMap<>();
  private final Map<String, String> creatable = new TreeMap<>();

  TopicLook(Admin admin, Questions questions) {
    this.admin = admin;
    this.questions = questions;
  }

  Map<String, TopicFacts> topics() {
    return topics;
  }

  /** Topics that could not be asked for, and why. */
  Map<String, String> refused() {
    return refused;
  }

  /** Topics that do not exist, and why they could not be made; empty when they could. */
  Map<String, String> creatable() {
    return creatable;
  }

  TopicLook look(List<TopicPlan> plan, Collection<String> changelogs) {
    Map<String, TopicPlan> wanted = new HashMap<>();
    plan.forEach(topic -> wanted.put(topic.name(), topic));
    changelogs.forEach(
        name -> wanted.put(name, new TopicPlan(name, TopicPlan.Role.INTERNAL, 0, Map.of())));
    admin
        .describeTopics(
            wanted.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .topicNameValues()
        .forEach(
            (name, description) -> look(Objects.requireNonNull(wanted.get(name)), description));
    return this;
  }

  private void look(TopicPlan plan, KafkaFuture<TopicDescription> description) {
    Answer<Optional<TopicDescription>> asked =
        questions.ask(
            () -> description.thenApply(Optional::of),
            e -> e instanceof UnknownTopicOrPartitionException ? Optional.empty() : null);
    if (!asked.isThere()) {
      refused.put(plan.name(), asked.refusal());
    } else if (asked.get().isPresent()) {
      topics.put(plan.name(), facts(asked.get().get()));
    } else {
      creatable.put(plan.name(), whyNotCreatable(plan));
    }
  }

  private TopicFacts facts(TopicDescription found) {
    List<TopicFacts.Partition> partitions =
        found.partitions().stream()
            .map(
                p ->
                    new TopicFacts.Partition(
                        p.partition(),
                        p.leader() != null && !p.leader().isEmpty(),
                        p.replicas().size(),
                        p.isr().size()))
            .toList();
    return new TopicFacts(
        found.name(),
        partitions,
        settings(found.name()),
        ClusterLook.operations(found.authorizedOperations()));
  }

  private Answer<Map<String, String>> settings(String topic) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var asked = questions.ask(() -> admin.describeConfigs(List.of(resource)).all());
    return asked.isThere()
        ? Answer.of(ClusterLook.values(asked.get().get(resource)))
        : Answer.none(asked.refusal());
  }

  /** Kafka verifies all of a request that only wants to be verified, the permission among it. */
  private String whyNotCreatable(TopicPlan plan) {
    var fresh =
        new NewTopic(
                plan.name(),
                plan.partitions() == 0 ? Optional.empty() : Optional.of(plan.partitions()),
                Optional.empty())
            .configs(plan.config());
    var options = new CreateTopicsOptions().validateOnly(true);
    var asked =
        questions.ask(
            () -> admin.createTopics(List.of(fresh), options).all().thenApply(made -> true),
            e -> e instanceof TopicExistsException ? true : null);
    return asked.refusal();
  }
}
