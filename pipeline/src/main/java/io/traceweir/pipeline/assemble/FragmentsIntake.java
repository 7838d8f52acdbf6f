// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.emit.DeadLetter;
import io.traceweir.pipeline.split.FragmentRecord;
import io.traceweir.pipeline.split.InputProgress;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the fragments topic: fragments and watermarks, as the split stage wrote them. What another
 * pipeline wrote into the same topic is its business: it reads the topic too, and its sources must
 * not move this clock. So that is counted, said once a minute, and left alone.
 */
final class FragmentsIntake implements Intake {
  private static final Logger LOG = LoggerFactory.getLogger(FragmentsIntake.class);
  private static final long FOREIGN_SAID_EVERY_MILLIS = 60_000;
  private static final String NOT_A_FRAGMENT = "not_a_fragment";

  /** Watermarks vouch for the first fragments of a source. */
  private static final long NOT_ALONE = SourceClock.UNSET;

  private final InputProgress progress;
  private final CurrentSources current;
  private final PipelineMeters meters;
  private final LongSupplier wallMillis;
  private long foreignSaidMillis;
  private @Nullable FragmentRecord header;

  /**
   * @param wallMillis the wall clock, for how often something is said
   */
  FragmentsIntake(InputProgress progress, PipelineMeters meters, LongSupplier wallMillis) {
    this.wallMillis = wallMillis;
    this.progress = progress;
    this.current = new CurrentSources(progress.sources());
    this.meters = meters;
  }

  @Override
  public void observe(Assembler assembler, LogEntry entry) {
    header = decode(entry.bytes());
    if (header == null || isForeign(header)) {
      return;
    }
    boolean watermark = header.type() == FragmentRecord.Type.WATERMARK;
    if (watermark && !assembler.isReplaying()) {
      current.hear(header.source(), header.count());
    }
    if (!current.isCurrent(header.source())) {
      return; // its fragments are wanted all the same
    }
    if (watermark) {
      assembler.clock.watermark(
          header.source(), header.timeMillis(), header.idle(), current.count());
    } else {
      assembler.clock.observe(header.source(), header.timeMillis(), NOT_ALONE);
    }
  }

  @Override
  public boolean isCurrent(int source) {
    return current.isCurrent(source);
  }

  private static @Nullable FragmentRecord decode(Bytes bytes) {
    if (bytes.value() == null) {
      return null;
    }
    try {
      FragmentRecord decoded = FragmentRecord.decode(bytes.value());
      boolean keyed = bytes.key() != null && bytes.key().length == 2 * Long.BYTES;
      return keyed || decoded.type() == FragmentRecord.Type.WATERMARK ? decoded : null;
    } catch (IllegalArgumentException e) {
      return null; // the caller makes a dead letter of it
    }
  }

  @Override
  public void add(Assembler assembler, LogEntry entry, @Nullable Output out) {
    byte[] key = entry.bytes().key();
    byte[] value = entry.bytes().value();
    if (header == null || value == null) {
      reject(entry, out);
    } else if (isForeign(header)) {
      foreign(entry, out);
    } else if (header.type() == FragmentRecord.Type.WATERMARK) {
      if (out != null && current.isCurrent(header.source())) {
        progress.heard(header.source(), header.timeMillis(), header.idle());
      }
    } else if (key != null) {
      var id = ByteBuffer.wrap(key);
      int start = FragmentRecord.payloadStart(value);
      var slice = new Assembler.Slice(value, start, value.length - start);
      assembler.add(
          new Assembler.Arrival(
              entry.topic(), entry.offset(), header.timeMillis(), header.timeMillis()),
          new Assembler.Part(
              id.getLong(),
              id.getLong(),
              header.type().signal(),
              header.hasRoot(),
              header.count(),
              slice));
    }
  }

  /** Fragments of version 1 do not say whose they are. */
  private boolean isForeign(FragmentRecord record) {
    int application = record.application();
    return application != FragmentRecord.ANYBODY && application != progress.sources().application();
  }

  private void foreign(LogEntry entry, @Nullable Output out) {
    if (out == null) {
      return;
    }
    meters.foreign();
    long now = wallMillis.getAsLong();
    if (now >= foreignSaidMillis + FOREIGN_SAID_EVERY_MILLIS) {
      foreignSaidMillis = now;
      LOG.atError()
          .addKeyValue("topic", entry.topicName())
          .addKeyValue("partition", entry.partition())
          .addKeyValue("offset", entry.offset())
          .log(
              "another pipeline, with another kafka.application_id, writes into the fragments"
                  + " topic; what it wrote is left to it. Give each its own fragments.topic");
    }
  }

  private void reject(LogEntry entry, @Nullable Output out) {
    if (out == null) {
      return;
    }
    meters.deadLetter(NOT_A_FRAGMENT);
    var origin =
        new DeadLetter.Origin(
            entry.topicName(), entry.partition(), entry.offset(), entry.timeMillis());
    out.deadLetter(origin.letter(NOT_A_FRAGMENT, entry.bytes().key(), entry.bytes().value()));
  }
}
