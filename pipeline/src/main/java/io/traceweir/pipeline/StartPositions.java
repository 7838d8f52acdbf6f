// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.PipelineSettings.StartFrom;
import io.traceweir.pipeline.assemble.KafkaLogReader;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a new group its first offsets explicitly, so that none is ever guessed: an offset that goes
 * missing later is an error, not a reason to start over.
 */
final class StartPositions {
  private static final Logger LOG = LoggerFactory.getLogger(StartPositions.class);

  private final ClusterTopics cluster;
  private final String group;

  StartPositions(ClusterTopics cluster, String group) {
    this.cluster = cluster;
    this.group = group;
  }

  /** Sets the position of partitions that have none. */
  void set(Collection<TopicPartition> partitions, StartFrom from, InstantSource wall)
      throws PipelineException {
    List<TopicPartition> fresh = withoutPosition(partitions);
    if (fresh.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    // A partition that was added to a topic in use is read from its first record.
    StartFrom begin = fresh.size() < partitions.size() ? new StartFrom.Earliest() : from;
    offsets(fresh, begin, wall)
        .forEach(
            (p, offset) ->
                offsets.put(p, new OffsetAndMetadata(offset, KafkaLogReader.FIRST_POSITION)));
    try {
      cluster.admin().alterConsumerGroupOffsets(group, offsets).all().get();
    } catch (ExecutionException e) {
      tolerateOtherInstance(e, fresh);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineException(PipelineException.Kind.REFUSED, "interrupted while starting", e);
    }
  }

  private List<TopicPartition> withoutPosition(Collection<TopicPartition> partitions)
      throws PipelineException {
    Admin admin = cluster.admin();
    Map<TopicPartition, OffsetAndMetadata> committed =
        cluster.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    return partitions.stream().filter(p -> committed.get(p) == null).toList();
  }

  private Map<TopicPartition, Long> offsets(
      List<TopicPartition> partitions, StartFrom from, InstantSource wall)
      throws PipelineException {
    Map<TopicPartition, Long> ends = list(partitions, OffsetSpec.latest());
    if (from instanceof StartFrom.Latest) {
      return ends;
    }
    if (from instanceof StartFrom.Ago ago) {
      long since = wall.millis() - ago.duration().toMillis();
      Map<TopicPartition, Long> first = list(partitions, OffsetSpec.forTimestamp(since));
      first.replaceAll((p, offset) -> offset < 0 ? ends.getOrDefault(p, 0L) : offset);
      return first;
    }
    return list(partitions, OffsetSpec.earliest());
  }

  private Map<TopicPartition, Long> list(List<TopicPartition> partitions, OffsetSpec spec)
      throws PipelineException {
    Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> found =
        cluster.await(
            cluster
                .admin()
                .listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> spec)))
                .all());
    Map<TopicPartition, Long> offsets = new HashMap<>();
    found.forEach((p, info) -> offsets.put(p, info.offset()));
    return offsets;
  }

  /** A group with members takes no offsets from outside: another instance was faster. */
  private void tolerateOtherInstance(ExecutionException e, List<TopicPartition> fresh)
      throws PipelineException {
    if (!(e.getCause() instanceof UnknownMemberIdException)) {
      throw new PipelineException(
          PipelineException.Kind.REFUSED,
          "cannot set the first offsets of group " + group + ": " + e.getCause(),
          e);
    }
    List<TopicPartition> left = withoutPosition(fresh);
    if (!left.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("group", group)
          .addKeyValue("partitions", left.size())
          .log("the group is in use; partitions without an offset start at their first record");
    }
  }
}
