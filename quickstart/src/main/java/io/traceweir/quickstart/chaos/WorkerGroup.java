// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import io.traceweir.pipeline.PipelineSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;

/** The group as the broker knows it. Members are static, so that they have the names of workers. */
public final class WorkerGroup implements Worker.Group {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Kafka Streams numbers the threads of an instance. */
  private static final Pattern MEMBER = Pattern.compile("worker-(\\d+)-\\d+");

  private static final String ONLY_THREAD = "-1";

  private final Admin admin;
  private final String group;
  private final String fragments;

  public WorkerGroup(PipelineSettings pipeline) {
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                (Object) pipeline.kafka().bootstrapServers()));
    this.group = pipeline.kafka().applicationId();
    this.fragments = pipeline.fragments().topic();
  }

  @Override
  public Shares shares() {
    try {
      Map<String, ConsumerGroupDescription> groups =
          admin
              .describeConsumerGroups(List.of(group))
              .all()
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return groups.values().stream()
          .filter(now -> now.groupState() == GroupState.STABLE)
          .findFirst()
          .map(this::shares)
          .orElse(Shares.UNKNOWN);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return Shares.UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Shares.UNKNOWN;
    }
  }

  private Shares shares(ConsumerGroupDescription group) {
    SortedMap<Integer, NavigableSet<Integer>> byWorker = new TreeMap<>();
    for (MemberDescription member : group.members()) {
      Matcher name = MEMBER.matcher(member.groupInstanceId().orElse(""));
      if (name.matches()) {
        NavigableSet<Integer> partitions =
            byWorker.computeIfAbsent(Integer.valueOf(name.group(1)), n -> new TreeSet<>());
        member.assignment().topicPartitions().stream()
            .filter(partition -> partition.topic().equals(fragments))
            .forEach(partition -> partitions.add(partition.partition()));
      }
    }
    return new Shares(byWorker);
  }

  @Override
  public void remove(int number) {
    var member = new MemberToRemove(WorkerFolders.name(number) + ONLY_THREAD);
    var options = new RemoveMembersFromConsumerGroupOptions(List.of(member));
    try {
      admin
          .removeMembersFromConsumerGroup(group, options)
          .all()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      // Its session times out then, as it does where nobody removes it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    admin.close(PATIENCE);
  }
}
