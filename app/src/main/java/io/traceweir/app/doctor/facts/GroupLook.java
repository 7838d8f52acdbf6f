// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** Looks at the application's group and its transactional ids; joins nothing. */
final class GroupLook {
  private static final GroupFacts ABSENT =
      new GroupFacts(GroupFacts.ABSENT, "", List.of(), Set.of());

  private final Admin admin;
  private final Questions questions;
  private final String group;

  GroupLook(Admin admin, Questions questions, String group) {
    this.admin = admin;
    this.questions = questions;
    this.group = group;
  }

  Answer<GroupFacts> look() {
    var options = new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
    return questions.ask(
        () ->
            admin
                .describeConsumerGroups(List.of(group), options)
                .all()
                .thenApply(found -> facts(found.get(group))),
        e -> e instanceof GroupIdNotFoundException ? ABSENT : null);
  }

  private static GroupFacts facts(@Nullable ConsumerGroupDescription found) {
    if (found == null) {
      return ABSENT;
    }
    return new GroupFacts(
        String.valueOf(found.groupState()),
        found.partitionAssignor(),
        found.members().stream().map(GroupLook::member).toList(),
        ClusterLook.operations(found.authorizedOperations()));
  }

  private static GroupFacts.Member member(MemberDescription member) {
    Set<String> topics =
        member.assignment().topicPartitions().stream()
            .map(TopicPartition::topic)
            .collect(Collectors.toSet());
    return new GroupFacts.Member(
        member.clientId(), member.host(), member.groupInstanceId().orElse(""), topics);
  }

  /** Committed offsets; partitions without one are left out. */
  Answer<Map<TopicPartition, Long>> committed() {
    var asked =
        questions.ask(() -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    if (!asked.isThere()) {
      return Answer.none(asked.refusal());
    }
    Map<TopicPartition, Long> offsets = new TreeMap<>(LogLook.BY_NAME);
    asked
        .get()
        .forEach(
            (partition, at) -> {
              if (at != null) {
                offsets.put(partition, at.offset());
              }
            });
    return Answer.of(offsets);
  }

  /**
   * Whether this user may describe transactional ids of the application. That writing is allowed as
   * well cannot be asked without doing it.
   */
  Answer<Boolean> transactionalId() {
    String id = group + "-doctor";
    return questions.ask(
        () -> admin.describeTransactions(List.of(id)).all().thenApply(found -> true),
        e -> e instanceof TransactionalIdNotFoundException ? true : null);
  }
}
