// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

import org.apache.kafka.common.TopicPartition;

/** Knows which partitions have been read to their end with nothing outstanding. */
public interface Silence {
  /** Never proven. */
  long NEVER = Long.MIN_VALUE;

  /** Somebody waits for a proof about this partition; asked again while it waits. */
  void want(TopicPartition partition);

  /**
   * The latest wall-clock time, in milliseconds since the epoch, for which it is proven that what
   * this partition held then (and, for a partition of the fragments topic, everything in front of
   * it) is processed and committed by now; or {@link #NEVER}. It is when the proof was asked for:
   * what was written since then may be unread.
   */
  long provenAtMillis(TopicPartition partition);

  /** Since when all inputs are silent, as {@link #provenAtMillis}; or {@link #NEVER}. */
  long allInputsSinceMillis();

  /**
   * Before this wall-clock time nothing came because nobody could write: what passed until then was
   * no silence that moves the clock on. That a source was empty at a moment holds all the same.
   * {@link #NEVER} when there was no outage. Asked after the proofs that it is to be held against.
   */
  long countsFromMillis();
}
