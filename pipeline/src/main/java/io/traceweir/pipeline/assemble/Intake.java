// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.emit.DeadLetter;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Reads the records of the log: what they say about time, and which parts of traces they hold. */
interface Intake {
  /** A record of the log and where it stands. */
  record LogEntry(
      int topic, String topicName, int partition, long offset, long timeMillis, Bytes bytes) {}

  /** Key and value of a record. */
  record Bytes(byte @Nullable [] key, byte @Nullable [] value) {
    static Bytes of(Record<byte[], byte[]> record) {
      return new Bytes(record.key(), record.value());
    }
  }

  /** What is not buffered. */
  interface Output {
    void logsWithoutTrace(byte[] request, long timeMillis);

    void deadLetter(DeadLetter letter);
  }

  /**
   * Asks the wall clock when this record cannot be judged without it; what it says is part of the
   * clock then. Called for live records only, before anything else.
   *
   * @return whether it was asked, which has to be written down for a replay
   */
  default boolean looksAtWall(Assembler assembler, LogEntry entry) {
    return false;
  }

  /** Moves the clock by what the record says. */
  void observe(Assembler assembler, LogEntry entry);

  /** Is this source still read? One that is not must not hold the clock. */
  boolean isCurrent(int source);

  /** Buffers the parts of the record; {@code out} is null when it was processed before. */
  void add(Assembler assembler, LogEntry entry, @Nullable Output out);
}
