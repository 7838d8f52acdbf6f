// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Why a task does not start, each with the command that mends it. An offset that was set by hand,
 * as these commands do, is how somebody says that what is lost may be lost.
 *
 * @param bootstrapServers for the commands
 * @param group the application id
 */
record Refusals(String bootstrapServers, String group) {
  private static final String NEW_ID = ", or start under a new kafka.application_id";

  /** Kafka's tool for offsets; a group takes them from outside only while it has no members. */
  private String reset(Object topic, String to) {
    return "Stop all instances and run: kafka-consumer-groups.sh --bootstrap-server "
        + bootstrapServers
        + " --group "
        + group
        + " --topic "
        + topic
        + " --reset-offsets "
        + to
        + " --execute";
  }

  private static String of(TopicPartition p) {
    return p.topic() + ":" + p.partition();
  }

  RefusedException otherTopics(List<TopicPartition> partitions) {
    return new RefusedException(
        "the decision memory was written for other topics than "
            + partitions
            + ": their offsets mean nothing here. Go back to the former topics (with"
            + " input.partitioning: trace_id these are the input topics, in their order)"
            + NEW_ID);
  }

  RefusedException otherPartitions(TopicPartition p, int now, int then) {
    return new RefusedException(
        "topic "
            + p.topic()
            + " has "
            + now
            + " partitions, but the decision memory was written for "
            + then
            + ": trace ids lie in other partitions than before, so traces that were waiting would"
            + " be split. To go on without them and without the memory: "
            + reset(p.topic(), "--to-current")
            + NEW_ID);
  }

  RefusedException otherPartials(int now, int then) {
    return new RefusedException(
        "there are "
            + now
            + " partitions of partial sums, but the decision memory was written for "
            + then
            + ": series would change their owner. Start the version of Traceweir that wrote it"
            + NEW_ID);
  }

  RefusedException madeAnew(TopicPartition p) {
    return new RefusedException(
        "topic "
            + p.topic()
            + " was deleted and made anew since the decision memory was written: what was waiting"
            + " in it is gone, and the offsets of before mean nothing in it. To start empty with"
            + " the first record of the new topic: "
            + reset(p.topic(), "--to-earliest"));
  }

  RefusedException memoryLost(TopicPartition p, long offset) {
    return new RefusedException(
        of(p)
            + " was read up to offset "
            + offset
            + ", but the decision memory is empty: its changelog was lost. Going on would lose the"
            + " traces that were waiting, and decide those of late spans again. To accept that: "
            + reset(p.topic(), "--to-current"));
  }

  RefusedException vanished(TopicPartition p, long wanted) {
    return new RefusedException(
        "the group has no offset of "
            + of(p)
            + " any more, though the decision memory has seen it up to "
            + wanted
            + ": it was deleted, or it expired because nothing ran for offsets.retention.minutes."
            + " To go on where it stopped: "
            + reset(of(p), "--to-offset " + wanted));
  }

  RefusedException movedBack(TopicPartition p, long offset, long wanted) {
    return new RefusedException(
        "the offset of "
            + of(p)
            + " was moved back to "
            + offset
            + ", before what the decision memory has seen: traces would be decided again. To go on"
            + " where it stopped: "
            + reset(of(p), "--to-offset " + wanted)
            + NEW_ID);
  }

  RefusedException movedForward(TopicPartition p, long offset, long wanted) {
    return new RefusedException(
        "the offset of "
            + of(p)
            + " was moved forward to "
            + offset
            + ", but the decision memory has seen it up to "
            + wanted
            + ": records between would be skipped, and traces cut. To go on where it stopped: "
            + reset(of(p), "--to-offset " + wanted)
            + NEW_ID);
  }

  RefusedException expired(TopicPartition p, long offset, long beginning) {
    return new RefusedException(
        of(p)
            + " was read up to offset "
            + offset
            + ", but begins at "
            + beginning
            + " by now: what lay between expired before it was read. Raise the topic's"
            + " retention.ms. To go on with what is left, with the flag retention_loss on decisions"
            + " about traces that may be cut: "
            + reset(of(p), "--to-offset " + beginning));
  }

  RefusedException beyondEnd(TopicPartition p, long offset, long end) {
    return new RefusedException(
        of(p)
            + " ends at offset "
            + end
            + ", before the committed offset "
            + offset
            + ": the broker lost records that were processed, as an unclean election of a leader"
            + " does. To start empty with what comes from now on: "
            + reset(of(p), "--to-latest"));
  }
}
