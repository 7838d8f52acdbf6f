// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.emit.DeadLetter;
import io.traceweir.pipeline.split.InputReader;
import io.traceweir.pipeline.split.SourceTime;
import io.traceweir.pipeline.split.Sources;
import io.traceweir.trace.TraceId;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads input topics that are keyed by trace id, so that they are the log themselves. Each topic of
 * the task is a source of the clock. Times are clamped by the data clock and by the wall clock:
 * what that one knows to be wrong never gets as far, because no number of records that agree on it
 * may take the clock there. A replay has to clamp alike, however long after it is. So the wall
 * clock is asked only when a record is ahead of what it said last, and then a block says what it
 * said.
 */
final class RequestsIntake implements Intake {
  private static final Logger LOG = LoggerFactory.getLogger(RequestsIntake.class);
  private static final long SAID_EVERY_MILLIS = 60_000;

  /** It is not asked more often, whatever comes. */
  private static final long LOOK_EVERY_MILLIS = 1_000;

  private final InputReader reader;
  private final Sources sources;
  private final PipelineMeters meters;
  private final Future future;
  private long timeMillis;
  private long misplacedSaidMillis;

  /**
   * What is too far ahead.
   *
   * @param wallMillis the wall clock, in milliseconds since the epoch
   * @param maxMillis ahead of a clock
   */
  record Future(LongSupplier wallMillis, long maxMillis) {}

  RequestsIntake(InputReader reader, Sources sources, PipelineMeters meters, Future future) {
    this.reader = reader;
    this.sources = sources;
    this.meters = meters;
    this.future = future;
  }

  @Override
  public boolean looksAtWall(Assembler assembler, LogEntry entry) {
    long told = assembler.clock.wall();
    if (told != SourceClock.UNSET && entry.timeMillis() <= told + SourceTime.JUMP_MILLIS) {
      return false;
    }
    long now = future.wallMillis.getAsLong();
    if (told != SourceClock.UNSET && now < told + LOOK_EVERY_MILLIS) {
      return false;
    }
    assembler.clock.tellWall(now);
    return true;
  }

  /** Blocks of former versions do not know it. */
  private long wallMillis(Assembler assembler) {
    long told = assembler.clock.wall();
    return told == SourceClock.UNSET ? future.wallMillis.getAsLong() : told;
  }

  @Override
  public void observe(Assembler assembler, LogEntry entry) {
    long latest = wallMillis(assembler) + future.maxMillis;
    timeMillis = Math.max(0, Math.min(entry.timeMillis(), latest));
    long now = assembler.clock.now();
    assembler.clock.observe(
        entry.topic(), timeMillis, latest - future.maxMillis + SourceTime.JUMP_MILLIS);
    if (now != SourceClock.UNSET) {
      timeMillis = Math.min(timeMillis, assembler.clock.now() + future.maxMillis);
    }
    if (timeMillis < entry.timeMillis() && !assembler.isReplaying()) {
      meters.clamped();
    }
  }

  /** The topics of the log are those of the configuration: others are refused. */
  @Override
  public boolean isCurrent(int source) {
    return true;
  }

  @Override
  public void add(Assembler assembler, LogEntry entry, @Nullable Output out) {
    Signal signal = sources.signal(entry.topicName());
    Bytes bytes = entry.bytes();
    var parts = new Parts(assembler, entry, signal, out);
    if (out == null) {
      reader.readAgain(signal, bytes.value(), parts);
    } else {
      var origin =
          new DeadLetter.Origin(entry.topicName(), entry.partition(), entry.offset(), timeMillis);
      reader.read(signal, origin, bytes.key(), bytes.value(), parts);
    }
  }

  /** Said once a minute: its trace is split, unless its other records are under the same key. */
  private void sayMisplaced(LogEntry entry) {
    long now = future.wallMillis.getAsLong();
    if (now >= misplacedSaidMillis + SAID_EVERY_MILLIS) {
      misplacedSaidMillis = now;
      LOG.atError()
          .addKeyValue("topic", entry.topicName())
          .addKeyValue("partition", entry.partition())
          .addKeyValue("offset", entry.offset())
          .log(
              "a record is not under its trace id, so its trace may be split: set"
                  + " partition_traces_by_id and partition_logs_by_trace_id in the kafka exporter of"
                  + " Collectors, or input.partitioning: any here");
    }
  }

  private final class Parts implements InputReader.Output {
    private final Assembler assembler;
    private final LogEntry entry;
    private final Signal signal;
    private final @Nullable Output out;

    Parts(Assembler assembler, LogEntry entry, Signal signal, @Nullable Output out) {
      this.assembler = assembler;
      this.entry = entry;
      this.signal = signal;
      this.out = out;
    }

    @Override
    public void trace(
        TraceId id, boolean hasRoot, int items, byte[] bytes, int offset, int length) {
      if (out != null) {
        meters.fragment(signal, items);
        verifyKey(id);
      }
      long time = assembler.clock.arrival(entry.topic(), timeMillis);
      assembler.add(
          new Assembler.Arrival(entry.topic(), entry.offset(), time, entry.timeMillis()),
          new Assembler.Part(
              id.high(),
              id.low(),
              signal,
              hasRoot,
              items,
              new Assembler.Slice(bytes, offset, length)));
    }

    /** A record under another key may lie in another partition than the rest of its trace. */
    private void verifyKey(TraceId id) {
      byte[] key = entry.bytes().key();
      String hex = id.hex();
      if (key == null || !hex.equals(new String(key, StandardCharsets.US_ASCII))) {
        meters.misplaced();
        sayMisplaced(entry);
      }
    }

    @Override
    public void logs(byte[] request) {
      if (out != null) {
        out.logsWithoutTrace(request, timeMillis);
      }
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      if (out != null) {
        out.deadLetter(letter);
      }
    }
  }
}
