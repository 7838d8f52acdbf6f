// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a task back to where its group committed: loads the decision memory, verifies that it
 * belongs to the log as it is now, and then lets a {@link Replay} read the log again. Refuses where
 * going on would lose, split or repeat something that nobody has agreed to.
 */
final class Restore {
  private static final Logger LOG = LoggerFactory.getLogger(Restore.class);

  private final Assembler assembler;
  private final KeyValueStore<Bytes, byte[]> store;
  private final LogReader log;
  private final List<TopicPartition> partitions;
  private final Expectations expectations;
  private final Refusals refusals;
  private final StoredBlocks stored;
  private final List<StoredBlocks.Numbered> blocks;
  private final List<Long> forgotten = new ArrayList<>();

  /** Why the task starts empty, if it does. */
  private @Nullable String emptyBecause;

  /**
   * @param decisionBytes heap that the memory may take: beyond it fingerprints are left out, oldest
   *     first
   * @param current whether a source of the clock is still read
   */
  record Expectations(
      LogIdentity log,
      Guarantee guarantee,
      PipelineMeters meters,
      long decisionBytes,
      IntPredicate current,
      Refusals refusals) {}

  Restore(
      Assembler assembler,
      KeyValueStore<Bytes, byte[]> store,
      LogReader log,
      List<TopicPartition> partitions,
      Expectations expectations) {
    this.assembler = assembler;
    this.store = store;
    this.log = log;
    this.partitions = partitions;
    this.expectations = expectations;
    this.refusals = expectations.refusals;
    this.stored = new StoredBlocks(store, expectations.decisionBytes);
    this.blocks = stored.blocks();
  }

  /** The number of the next block. */
  long nextNumber() {
    return stored.nextNumber();
  }

  /**
   * Numbers of blocks that do not count any more. They have to be deleted together with the first
   * one that is written: until then nothing else says that the offsets were set by hand for them.
   */
  List<Long> forgotten() {
    return List.copyOf(forgotten);
  }

  /**
   * Loads and verifies.
   *
   * @param again takes each record of the log that has to be read again
   * @return what is left to do
   * @throws RefusedException when log and memory do not belong together
   */
  Replay begin(Consumer<ConsumerRecord<byte[], byte[]>> again) {
    List<LogReader.Committed> committed = partitions.stream().map(log::committed).toList();
    long[] offsets = committed.stream().mapToLong(LogReader.Committed::offset).toArray();
    stored.read(block -> isAhead(block, offsets));
    verifyLog(committed);
    verifyOffsets(committed);
    if (emptyBecause != null) {
      forget(emptyBecause);
    }
    dropAhead(offsets);
    blocks.forEach(b -> assembler.load(b.number(), b.block(), expectations.decisionBytes));
    var replay =
        new Replay(
            assembler,
            blocks.stream().map(StoredBlocks.Numbered::block).toList(),
            log,
            course(committed),
            expectations,
            again);
    replay.begin();
    return replay;
  }

  private MemoryBlock newest() {
    return blocks.get(blocks.size() - 1).block();
  }

  private void verifyLog(List<LogReader.Committed> committed) {
    if (blocks.isEmpty()) {
      return;
    }
    LogIdentity written = newest().log;
    LogIdentity now = expectations.log;
    if (written.topics() != now.topics()) {
      throw refusals.otherTopics(partitions);
    }
    int partials = written.partialsPartitions();
    if (partials != 0 && now.partialsPartitions() != 0 && partials != now.partialsPartitions()) {
      throw refusals.otherPartials(now.partialsPartitions(), partials);
    }
    if (written.partitions() != now.partitions()) {
      for (int topic = 0; topic < partitions.size(); topic++) {
        if (committed.get(topic).origin() != LogReader.Origin.BY_HAND) {
          TopicPartition p = partitions.get(topic);
          throw refusals.otherPartitions(p, now.partitions(), written.partitions());
        }
      }
      emptyBecause = "the log has another number of partitions";
    } else if (now.hasOtherTopicsThan(written)) {
      for (int topic = 0; topic < partitions.size(); topic++) {
        boolean set = committed.get(topic).origin() == LogReader.Origin.BY_HAND;
        if (now.isOther(topic, written) && !set) {
          throw refusals.madeAnew(partitions.get(topic));
        }
      }
      emptyBecause = "a topic of the log was made anew";
    } else if (!written.waits().equals(now.waits()) && written.waits().isKnown()) {
      LOG.atInfo()
          .addKeyValue("before", written.waits())
          .addKeyValue("now", now.waits())
          .log("waits were changed; what is remembered is remembered for as long as it was to be");
    }
  }

  /** Somebody has set the offsets by hand, as the refusal said. */
  private void forget(String why) {
    LOG.atError()
        .addKeyValue("partitions", partitions)
        .addKeyValue("reason", why)
        .log("starting empty, as the offsets were set by hand: traces that were waiting are lost");
    blocks.forEach(b -> forgotten.add(b.number()));
    blocks.clear();
  }

  private void verifyOffsets(List<LogReader.Committed> committed) {
    for (int topic = 0; topic < partitions.size(); topic++) {
      if (emptyBecause != null) {
        verifyStillThere(partitions.get(topic), committed.get(topic));
      } else if (blocks.isEmpty()) {
        verifyStart(partitions.get(topic), committed.get(topic));
      } else {
        verifyOffset(partitions.get(topic), committed.get(topic), newest().positions[topic]);
      }
    }
  }

  /** One topic of a task that starts empty for another one's sake goes on where it stands. */
  private void verifyStillThere(TopicPartition partition, LogReader.Committed at) {
    if (at.origin() == LogReader.Origin.PROCESSED) {
      verifyProcessed(partition, at.offset(), at.offset());
    }
  }

  /** The first tick of all leaves a block, so an empty memory means that nothing was processed. */
  private void verifyStart(TopicPartition partition, LogReader.Committed at) {
    if (at.origin() == LogReader.Origin.PROCESSED) {
      throw refusals.memoryLost(partition, at.offset());
    }
  }

  private void verifyOffset(TopicPartition p, LogReader.Committed at, long seen) {
    long beginning = log.beginning(p);
    long wanted = Math.max(seen, beginning);
    switch (at.origin()) {
      case PROCESSED -> verifyProcessed(p, at.offset(), seen);
      case NOWHERE -> throw refusals.vanished(p, wanted);
      case FIRST -> {
        if (at.offset() != wanted && !isRepeated(at.offset(), seen)) {
          throw refusals.vanished(p, wanted);
        }
      }
      case BY_HAND -> verifySetByHand(p, at.offset(), seen, wanted);
    }
  }

  /** At-least-once writes blocks before offsets; what they decided is decided again. */
  private boolean isRepeated(long offset, long seen) {
    return expectations.guarantee == Guarantee.AT_LEAST_ONCE && offset < seen;
  }

  private void verifyProcessed(TopicPartition p, long offset, long seen) {
    long beginning = log.beginning(p);
    if (offset < seen && !isRepeated(offset, seen)) {
      throw refusals.movedBack(p, offset, Math.max(seen, beginning));
    }
    long end = log.end(p);
    if (end < offset) {
      throw refusals.beyondEnd(p, offset, end);
    }
    if (beginning > offset) {
      throw refusals.expired(p, offset, beginning, Math.max(seen, beginning));
    }
  }

  private void verifySetByHand(TopicPartition p, long offset, long seen, long wanted) {
    if (offset == wanted) {
      return;
    }
    if (log.end(p) < seen) {
      emptyBecause = "the log was cut off before what had been processed";
    } else if (offset < wanted) {
      throw refusals.movedBack(p, offset, wanted);
    } else {
      throw refusals.movedForward(p, offset, wanted);
    }
  }

  /**
   * At-least-once writes blocks before offsets, and deletes them no more surely. So there may be
   * blocks of a life that went further than its offsets say, and between them and the offsets
   * others that a later life, which began before them, has written anew.
   */
  private void dropAhead(long[] offsets) {
    long[] reached = offsets;
    Set<StoredBlocks.Numbered> ahead = new HashSet<>();
    for (int i = blocks.size() - 1; i >= 0; i--) {
      StoredBlocks.Numbered b = blocks.get(i);
      if (isAhead(b.block(), reached)) {
        store.delete(b.key());
        ahead.add(b);
      } else {
        reached = b.block().positions;
      }
    }
    blocks.removeAll(ahead);
    if (!ahead.isEmpty() && blocks.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("partitions", partitions)
          .log("no block is as old as the offsets; traces that were waiting are lost");
    }
  }

  private static boolean isAhead(MemoryBlock block, long[] reached) {
    for (int topic = 0; topic < Math.min(reached.length, block.positions.length); topic++) {
      if (block.positions[topic] > reached[topic]) {
        return true;
      }
    }
    return false;
  }

  private Replay.Course course(List<LogReader.Committed> committed) {
    long[] ends = committed.stream().mapToLong(c -> Math.max(0, c.offset())).toArray();
    List<LogReader.Range> ranges = new ArrayList<>();
    boolean lossy = false;
    for (int topic = 0; topic < partitions.size() && !blocks.isEmpty(); topic++) {
      TopicPartition partition = partitions.get(topic);
      long start = newest().replayFrom.positions()[topic];
      long beginning = ends[topic] > start ? log.beginning(partition) : start;
      if (beginning > start) {
        lossy = true;
        lost(partition, start, beginning);
      }
      ranges.add(new LogReader.Range(partition, Math.max(start, beginning), ends[topic]));
    }
    return new Replay.Course(ranges, ends, lossy);
  }

  private void lost(TopicPartition partition, long start, long beginning) {
    expectations.meters.retentionLoss(partition.topic());
    LOG.atError()
        .addKeyValue("partition", partition)
        .addKeyValue("wanted_offset", start)
        .addKeyValue("first_offset", beginning)
        .log(
            "retention removed fragments of undecided traces, whose decisions carry the flag"
                + " retention_loss; raise the topic's retention.ms");
  }
}
