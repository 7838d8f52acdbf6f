// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log again, from the start of the oldest undecided trace up to where the group has
 * committed, through the same buffer and clock, emitting nothing. Goes on whenever it is asked to,
 * so that a thread can do other things between.
 */
final class Replay {
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

  private static final long NOT_TO_REPORT = -1;

  private final Assembler assembler;
  private final List<MemoryBlock> blocks;
  private final LogReader log;
  private final Course course;
  private final Consumer<ConsumerRecord<byte[], byte[]>> again;
  private final Restore.Expectations expectations;
  private int nextBlock;
  private long records;
  private long bytes;
  private long nanos;
  private boolean done;

  /**
   * From where to where.
   *
   * @param ends where live records go on, by topic
   * @param isLossy whether a part of the ranges has expired
   */
  record Course(List<LogReader.Range> ranges, long[] ends, boolean isLossy) {}

  Replay(
      Assembler assembler,
      List<MemoryBlock> blocks,
      LogReader log,
      Course course,
      Restore.Expectations expectations,
      Consumer<ConsumerRecord<byte[], byte[]>> again) {
    this.assembler = assembler;
    this.blocks = blocks;
    this.log = log;
    this.course = course;
    this.expectations = expectations;
    this.again = again;
  }

  /** Goes to where it has to start. */
  void begin() {
    if (blocks.isEmpty()) {
      assembler.startAt(new TickStart(course.ends, new long[0]));
      done = true;
      records = NOT_TO_REPORT;
      return;
    }
    MemoryBlock newest = blocks.get(blocks.size() - 1);
    assembler.startAt(newest.replayFrom);
    assembler.clock.keepOnly(expectations.current());
    assembler.clock.maxSkew(largestSkew());
    assembler.lostUntil(newest.marks.lostUntilMillis());
    skipFloors();
    assembler.replaying(true);
    log.begin(course.ranges);
  }

  /**
   * A clock that is held for longer than it was is raised to what blocks say; one that ran ahead of
   * what it was would find decisions forgotten that were known.
   */
  private long largestSkew() {
    long largest = expectations.log().waits().maxSkew();
    for (MemoryBlock block : blocks) {
      largest = Math.max(largest, block.log.waits().maxSkew());
    }
    return largest;
  }

  boolean isDone() {
    return done;
  }

  /** Takes what comes for so long, and what comes at once; true when everything was read. */
  boolean runFor(long nanoseconds) {
    long began = System.nanoTime();
    do {
      if (!done && !log.more(this::take)) {
        finish();
      }
    } while (!done && System.nanoTime() - began < nanoseconds);
    nanos += System.nanoTime() - began;
    if (done && records != NOT_TO_REPORT) {
      report();
    }
    return done;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    applyFloors();
    again.accept(record);
    records++;
    bytes += Math.max(0, record.serializedValueSize());
  }

  private void finish() {
    for (int topic = 0; topic < course.ends.length; topic++) {
      assembler.moveTo(topic, Math.max(course.ends[topic], assembler.position(topic)));
    }
    while (nextBlock < blocks.size()) {
      apply(blocks.get(nextBlock++));
    }
    if (course.isLossy) {
      assembler.lost(expectations.log().waits());
    }
    assembler.clock.maxSkew(expectations.log().waits().maxSkew());
    assembler.replaying(false);
    done = true;
  }

  private void report() {
    expectations.meters().replayed(records, bytes, nanos);
    LOG.atInfo()
        .addKeyValue("partitions", course.ranges.stream().map(LogReader.Range::partition).toList())
        .addKeyValue("records", records)
        .addKeyValue("traces_waiting", assembler.buffer.size())
        .addKeyValue("decisions_remembered", assembler.memory.size())
        .addKeyValue("millis", nanos / 1_000_000)
        .log("restored by replay");
    records = NOT_TO_REPORT;
  }

  /** The snapshot that the replay starts with has taken in what lies before it. */
  private void skipFloors() {
    while (nextBlock < blocks.size() && isReached(blocks.get(nextBlock))) {
      nextBlock++;
    }
  }

  /** Blocks say what the clock was at their place in the log, also where silence had moved it. */
  private void applyFloors() {
    while (nextBlock < blocks.size() && isReached(blocks.get(nextBlock))) {
      apply(blocks.get(nextBlock++));
    }
  }

  private void apply(MemoryBlock block) {
    if (block.silent) {
      assembler.clock.allSilent(block.clock);
    }
    assembler.clock.raiseTo(block.clock);
    if (block.marks.wallMillis() != SourceClock.UNSET) {
      assembler.clock.tellWall(block.marks.wallMillis());
    }
  }

  private boolean isReached(MemoryBlock block) {
    for (int topic = 0; topic < course.ends.length; topic++) {
      if (assembler.position(topic) < block.positions[topic]) {
        return false;
      }
    }
    return true;
  }
}
