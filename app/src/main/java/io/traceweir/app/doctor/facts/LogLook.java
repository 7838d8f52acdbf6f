// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Looks where partitions begin and end, and how far the group is: twice, some seconds apart. */
final class LogLook {
  static final Comparator<TopicPartition> BY_NAME =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private final Admin admin;
  private final Questions questions;
  private final GroupLook group;

  LogLook(Admin admin, Questions questions, GroupLook group) {
    this.admin = admin;
    this.questions = questions;
    this.group = group;
  }

  /** Partitions that have a leader; the others are found elsewhere. */
  static List<TopicPartition> partitions(Collection<TopicFacts> topics) {
    return topics.stream()
        .flatMap(
            t ->
                t.partitions().stream()
                    .filter(TopicFacts.Partition::hasLeader)
                    .map(p -> new TopicPartition(t.name(), p.number())))
        .toList();
  }

  Answer<Map<TopicPartition, LogFacts>> look(List<TopicPartition> partitions, long recentMillis) {
    var begins = offsets(partitions, OffsetSpec.earliest());
    var ends = offsets(partitions, OffsetSpec.latest());
    var recent = offsets(partitions, OffsetSpec.forTimestamp(recentMillis));
    var committed = group.committed();
    for (Answer<?> asked : List.of(begins, ends, recent)) {
      if (!asked.isThere()) {
        return Answer.none(asked.refusal());
      }
    }
    Map<TopicPartition, Long> positions = committed.isThere() ? committed.get() : Map.of();
    Map<TopicPartition, LogFacts> logs = new TreeMap<>(BY_NAME);
    for (TopicPartition p : partitions) {
      long end = ends.get().getOrDefault(p, 0L);
      long first = recent.get().getOrDefault(p, LogFacts.NONE);
      long at = positions.getOrDefault(p, LogFacts.NONE);
      logs.put(
          p,
          new LogFacts(
              begins.get().getOrDefault(p, 0L), end, end, first < 0 ? end : first, at, at));
    }
    return Answer.of(logs);
  }

  Map<TopicPartition, LogFacts> lookAgain(Map<TopicPartition, LogFacts> before) {
    var ends = offsets(List.copyOf(before.keySet()), OffsetSpec.latest());
    var committed = group.committed();
    if (!ends.isThere() || !committed.isThere()) {
      return before;
    }
    Map<TopicPartition, LogFacts> later = new TreeMap<>(BY_NAME);
    before.forEach(
        (p, log) ->
            later.put(
                p,
                log.later(
                    ends.get().getOrDefault(p, log.end()),
                    committed.get().getOrDefault(p, LogFacts.NONE))));
    return later;
  }

  private Answer<Map<TopicPartition, Long>> offsets(List<TopicPartition> of, OffsetSpec spec) {
    if (of.isEmpty()) {
      return Answer.of(Map.of());
    }
    var asked =
        questions.ask(
            () ->
                admin.listOffsets(of.stream().collect(Collectors.toMap(p -> p, p -> spec))).all());
    if (!asked.isThere()) {
      return Answer.none(asked.refusal());
    }
    Map<TopicPartition, Long> offsets = new HashMap<>();
    asked.get().forEach((p, info) -> offsets.put(p, info.offset()));
    return Answer.of(offsets);
  }
}
