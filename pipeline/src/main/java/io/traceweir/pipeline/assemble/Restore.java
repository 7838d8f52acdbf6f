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
 * Brings a task back to where its group committed: loads the decision memory, then reads the log
 * again from the start of the oldest undecided trace, through the same buffer and clock, emitting
 * nothing. Refuses where log and memory do not belong together.
 */
final class Restore {
  private static final Logger LOG = LoggerFactory.getLogger(Restore.class);

  private final Assembler assembler;
  private final KeyValueStore<Bytes, byte[]> store;
  private final LogReader log;
  private final List<TopicPartition> partitions;
  private final Expectations expectations;
  private final List<MemoryBlock> blocks = new ArrayList<>();
  private long nextNumber;

  /**
   * @param current whether a source of the clock is still read
   */
  record Expectations(
      LogIdentity log, Guarantee guarantee, PipelineMeters meters, IntPredicate current) {}

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
  }

  /** The number of the next block. */
  long nextNumber() {
    return nextNumber;
  }

  /**
   * Restores.
   *
   * @param again takes each record of the log that has to be read again
   * @throws RefusedException when log and memory do not belong together
   */
  void run(Consumer<ConsumerRecord<byte[], byte[]>> again) {
    List<LogReader.Committed> committed = partitions.stream().map(log::committed).toList();
    loadBlocks(committed);
    if (blocks.isEmpty()) {
      startEmpty(committed);
    } else {
      replay(committed, again);
    }
  }

  private void loadBlocks(List<LogReader.Committed> committed) {
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> e = all.next();
        long number = ByteBuffer.wrap(e.key.get()).getLong();
        MemoryBlock block = BlockFormat.decode(e.value);
        verifyLog(block.log);
        if (isAhead(block, committed)) {
          dropAhead(e.key);
        } else {
          blocks.add(block);
          assembler.load(number, block);
        }
        nextNumber = number + 1;
      }
    }
  }

  private void verifyLog(LogIdentity written) {
    if (written.topics() != expectations.log.topics()) {
      throw new RefusedException(
          "the decision memory was written for other topics than "
              + partitions
              + ": their offsets mean nothing here. Go back to the former topics (with"
              + " input.partitioning: trace_id these are the input topics, in their order), or start"
              + " under a new kafka.application_id");
    }
    if (written.partitions() != expectations.log.partitions()) {
      throw new RefusedException(
          "the log of "
              + partitions
              + " has "
              + expectations.log.partitions()
              + " partitions, but the decision memory was written for "
              + written.partitions()
              + ": trace ids would move between partitions. Restore the old number of partitions, or"
              + " start under a new kafka.application_id");
    }
  }

  private boolean isAhead(MemoryBlock block, List<LogReader.Committed> committed) {
    for (int topic = 0; topic < partitions.size(); topic++) {
      long offset = committed.get(topic).offset();
      if (offset >= 0 && block.positions[topic] > offset) {
        return true;
      }
    }
    return false;
  }

  /** At-least-once writes blocks before offsets; what they decided is decided again. */
  private void dropAhead(Bytes key) {
    if (expectations.guarantee == Guarantee.EXACTLY_ONCE) {
      throw new RefusedException(
          "the committed offsets of "
              + partitions
              + " lie before what the decision memory has seen: they were reset. Going on would"
              + " decide traces again. Set the offsets back, or start under a new"
              + " kafka.application_id");
    }
    store.delete(key);
  }

  private void startEmpty(List<LogReader.Committed> committed) {
    long[] positions = new long[partitions.size()];
    for (int topic = 0; topic < positions.length; topic++) {
      LogReader.Committed c = committed.get(topic);
      if (c.processed() && expectations.guarantee == Guarantee.EXACTLY_ONCE) {
        throw new RefusedException(
            partitions.get(topic)
                + " was read up to offset "
                + c.offset()
                + ", but the decision memory is empty: its changelog was lost. Going on would lose"
                + " the traces that were waiting. To accept that, start under a new"
                + " kafka.application_id");
      }
      if (c.processed()) {
        LOG.atWarn()
            .addKeyValue("partition", partitions.get(topic))
            .log("the decision memory is empty; traces that were waiting are lost");
      }
      positions[topic] = Math.max(0, c.offset());
    }
    assembler.startAt(new TickStart(positions, new long[0]));
  }

  private void replay(
      List<LogReader.Committed> committed, Consumer<ConsumerRecord<byte[], byte[]>> again) {
    MemoryBlock newest = blocks.get(blocks.size() - 1);
    assembler.startAt(newest.replayFrom);
    assembler.clock.keepOnly(expectations.current);
    List<LogReader.Range> ranges = ranges(newest.replayFrom, committed);
    long wanted = ranges.stream().mapToLong(r -> r.to() - r.from()).sum();
    long began = System.nanoTime();
    var floors = new Floors();
    floors.skip();
    long[] read = new long[2];
    assembler.replaying(true);
    log.read(
        ranges,
        record -> {
          floors.apply();
          again.accept(record);
          read[0]++;
          read[1] += Math.max(0, record.serializedValueSize());
        });
    for (int topic = 0; topic < partitions.size(); topic++) {
      assembler.moveTo(topic, Math.max(committed.get(topic).offset(), assembler.position(topic)));
    }
    floors.applyAll();
    assembler.replaying(false);
    long nanos = System.nanoTime() - began;
    expectations.meters.replayed(read[0], read[1], nanos);
    LOG.atInfo()
        .addKeyValue("partitions", partitions)
        .addKeyValue("offsets", wanted)
        .addKeyValue("records", read[0])
        .addKeyValue("traces_waiting", assembler.buffer.size())
        .addKeyValue("decisions_remembered", assembler.memory.size())
        .addKeyValue("millis", nanos / 1_000_000)
        .log("restored by replay");
  }

  private List<LogReader.Range> ranges(TickStart from, List<LogReader.Committed> committed) {
    List<LogReader.Range> ranges = new ArrayList<>();
    for (int topic = 0; topic < partitions.size(); topic++) {
      TopicPartition partition = partitions.get(topic);
      long start = from.positions()[topic];
      long end = Math.max(start, committed.get(topic).offset());
      long beginning = end > start ? log.beginning(partition) : start;
      if (beginning > start) {
        expectations.meters.retentionLoss(partition.topic());
        LOG.atError()
            .addKeyValue("partition", partition)
            .addKeyValue("wanted_offset", start)
            .addKeyValue("first_offset", beginning)
            .log("retention removed fragments of undecided traces; raise the topic's retention");
      }
      ranges.add(new LogReader.Range(partition, Math.max(start, beginning), end));
    }
    return ranges;
  }

  /** Blocks say what the clock was at their place in the log, also where silence had moved it. */
  private final class Floors {
    private int next;

    /** The snapshot that the replay starts with has taken in what lies before it. */
    void skip() {
      while (next < blocks.size() && isReached(blocks.get(next))) {
        next++;
      }
    }

    void apply() {
      while (next < blocks.size() && isReached(blocks.get(next))) {
        apply(blocks.get(next++));
      }
    }

    void applyAll() {
      while (next < blocks.size()) {
        apply(blocks.get(next++));
      }
    }

    private void apply(MemoryBlock block) {
      if (block.silent) {
        assembler.clock.allSilent(block.clock);
      }
      assembler.clock.raiseTo(block.clock);
    }

    private boolean isReached(MemoryBlock block) {
      for (int topic = 0; topic < partitions.size(); topic++) {
        if (assembler.position(topic) < block.positions[topic]) {
          return false;
        }
      }
      return true;
    }
  }
}
