// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.split.Silence;
import io.traceweir.pipeline.split.SourceTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the silence of a task's topics says to its clock. Times are milliseconds since the epoch, of
 * the wall clock where nothing else is said.
 */
final class SilenceWatch {
  /** Shorter pauses are not looked into. */
  static final Duration EVERY = Duration.ofSeconds(1);

  private final Silence silence;
  private final List<TopicPartition> partitions;
  private final SourceClock clock;
  private final long[] lastRecord;
  private final @Nullable IdleMark[] idleMarks;
  private long silentUntil = Silence.NEVER;

  /** Where the fastest topic stood when another one was not yet proven silent. */
  private record IdleMark(long wallMillis, long fastest) {}

  /**
   * @param partitions of each topic one, as the clock numbers its sources where there are several
   */
  SilenceWatch(Silence silence, List<TopicPartition> partitions, SourceClock clock) {
    this.silence = silence;
    this.partitions = partitions;
    this.clock = clock;
    lastRecord = new long[partitions.size()];
    idleMarks = new IdleMark[partitions.size()];
  }

  /** As if each topic had a record now. */
  void start(long now) {
    Arrays.fill(lastRecord, now);
  }

  void record(int topic, long now) {
    lastRecord[topic] = now;
  }

  boolean isPause(long now) {
    return now - latestRecord() >= EVERY.toMillis();
  }

  /** For how long all of it has been silent that was not yet said to be, or 0; asks for a proof. */
  long silentFor() {
    long proven = Long.MAX_VALUE;
    for (TopicPartition p : partitions) {
      silence.want(p);
      proven = Math.min(proven, silence.provenAtMillis(p));
    }
    long from = Math.max(silence.countsFromMillis(), Math.max(latestRecord(), silentUntil));
    if (proven <= from) {
      return 0;
    }
    silentUntil = proven;
    return proven - from;
  }

  /**
   * All was silent for so long: the clock goes on by it.
   *
   * @return false when there is no clock yet
   */
  boolean moveClock(long byMillis) {
    clock.allSilent(silentUntil + SourceTime.JUMP_MILLIS);
    long now = clock.now();
    if (now == SourceClock.UNSET) {
      return false;
    }
    clock.raiseTo(now + byMillis);
    return true;
  }

  /** One of several topics is silent while another is not: it does not hold the clock. */
  void releaseClock(long now) {
    if (partitions.size() == 1) {
      return;
    }
    for (int topic = 0; topic < partitions.size(); topic++) {
      if (clock.isHeldBy(topic)) {
        releaseClock(topic, now);
      }
    }
  }

  private void releaseClock(int topic, long now) {
    IdleMark mark = idleMarks[topic];
    long proven = silence.provenAtMillis(partitions.get(topic));
    if (mark == null || proven > mark.wallMillis) {
      idleMarks[topic] = new IdleMark(now, clock.fastest());
    }
    if (mark != null && proven > Math.max(mark.wallMillis, lastRecord[topic])) {
      clock.silentUntil(topic, mark.fastest);
    }
    silence.want(partitions.get(topic));
  }

  private long latestRecord() {
    return Arrays.stream(lastRecord).max().orElseThrow();
  }
}
