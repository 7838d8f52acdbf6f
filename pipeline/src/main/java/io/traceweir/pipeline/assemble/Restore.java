// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
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
  private final List<Numbered> blocks = new ArrayList<>();
  private long nextNumber;

  private record Numbered(Bytes key, long number, MemoryBlock block) {}

  /**
   * @param current whether a source of the clock is still read
   */
  record Expectations(
      LogIdentity log,
      Guarantee guarantee,
      PipelineMeters meters,
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
  }

  /** The number of the next block. */
  long nextNumber() {
    return nextNumber;
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
    readBlocks();
    verifyLog(committed);
    verifyOffsets(committed);
    dropAhead(committed);
    blocks.forEach(b -> assembler.load(b.number, b.block));
    var replay =
        new Replay(
            assembler,
            blocks.stream().map(Numbered::block).toList(),
            log,
            course(committed),
            expectations,
            again);
    replay.begin();
    return replay;
  }

  private void readBlocks() {
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> e = all.next();
        long number = ByteBuffer.wrap(e.key.get()).getLong();
        blocks.add(new Numbered(e.key, number, BlockFormat.decode(e.value)));
        nextNumber = number + 1;
      }
    }
  }

  private MemoryBlock newest() {
    return blocks.get(blocks.size() - 1).block;
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
    boolean agreed = committed.stream().allMatch(c -> c.origin() == LogReader.Origin.BY_HAND);
    if (written.partitions() != now.partitions()) {
      if (!agreed) {
        throw refusals.otherPartitions(partitions.get(0), now.partitions(), written.partitions());
      }
      forget("the log has another number of partitions");
    } else if (now.hasOtherTopicsThan(written)) {
      for (int topic = 0; topic < partitions.size(); topic++) {
        boolean set = committed.get(topic).origin() == LogReader.Origin.BY_HAND;
        if (now.isOther(topic, written) && !set) {
          throw refusals.madeAnew(partitions.get(topic));
        }
      }
      forget("a topic of the log was made anew");
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
    blocks.forEach(b -> store.delete(b.key));
    blocks.clear();
  }

  private void verifyOffsets(List<LogReader.Committed> committed) {
    for (int topic = 0; topic < partitions.size(); topic++) {
      if (blocks.isEmpty()) {
        verifyStart(partitions.get(topic), committed.get(topic));
      } else {
        verifyOffset(partitions.get(topic), committed.get(topic), newest().positions[topic]);
      }
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
      throw refusals.expired(p, offset, beginning);
    }
  }

  private void verifySetByHand(TopicPartition p, long offset, long seen, long wanted) {
    if (offset == wanted) {
      return;
    }
    if (log.end(p) < seen) {
      forget("the log was cut off before what had been processed");
    } else if (offset < wanted) {
      throw refusals.movedBack(p, offset, wanted);
    } else {
      throw refusals.movedForward(p, offset, wanted);
    }
  }

  private void dropAhead(List<LogReader.Committed> committed) {
    boolean removed =
        blocks.removeIf(
            b -> {
              boolean ahead = isAhead(b.block, committed);
              if (ahead) {
                store.delete(b.key);
              }
              return ahead;
            });
    if (removed && blocks.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("partitions", partitions)
          .log("no block is as old as the offsets; traces that were waiting are lost");
    }
  }

  private boolean isAhead(MemoryBlock block, List<LogReader.Committed> committed) {
    for (int topic = 0; topic < partitions.size(); topic++) {
      if (block.positions[topic] > committed.get(topic).offset()) {
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
