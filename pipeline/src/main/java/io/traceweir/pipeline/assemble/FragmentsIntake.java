// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.emit.DeadLetter;
import io.traceweir.pipeline.split.FragmentRecord;
import io.traceweir.pipeline.split.InputProgress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the fragments topic: fragments and watermarks, as the split stage wrote them. */
final class FragmentsIntake implements Intake {
  private static final String NOT_A_FRAGMENT = "not_a_fragment";

  /** Watermarks vouch for the first fragments of a source. */
  private static final long NOT_ALONE = SourceClock.UNSET;

  private final InputProgress progress;
  private final CurrentSources current;
  private final PipelineMeters meters;
  private @Nullable FragmentRecord header;

  FragmentsIntake(InputProgress progress, PipelineMeters meters) {
    this.progress = progress;
    this.current = new CurrentSources(progress.sources());
    this.meters = meters;
  }

  @Override
  public void observe(Assembler assembler, LogEntry entry) {
    header = decode(entry.bytes());
    if (header == null) {
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
    } else if (header.type() == FragmentRecord.Type.WATERMARK) {
      if (out != null && current.isCurrent(header.source())) {
        progress.heard(header.source(), header.timeMillis(), header.idle());
      }
    } else if (key != null) {
      var id = ByteBuffer.wrap(key);
      var slice =
          new Assembler.Slice(
              value, FragmentRecord.HEADER_BYTES, value.length - FragmentRecord.HEADER_BYTES);
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
