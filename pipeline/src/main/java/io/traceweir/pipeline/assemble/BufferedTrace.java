// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.recall.Address;
import io.traceweir.trace.TraceReader;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The fragments of one trace while it waits, as slices of the records they came in. */
final class BufferedTrace {
  /** Rough heap bytes of a trace without fragments, and of a fragment without its bytes. */
  static final int TRACE_BYTES = 192;

  static final int FRAGMENT_BYTES = 40;

  /** Deadlines besides ticks. */
  static final long NOT_DUE = Long.MAX_VALUE;

  static final long DUE_NOW = Long.MIN_VALUE;

  private static final long[] NOWHERE = {};

  final long idHigh;
  final long idLow;
  final TickStart began;
  boolean hasRoot;
  boolean hasSpans;

  /** Fragments of a trace that was decided before: they follow that decision at the next tick. */
  boolean late;

  /** The clock when its first fragment came. */
  long beganMillis;

  int items;
  long payloadBytes;
  long heapBytes = TRACE_BYTES;
  long deadlineTick = NOT_DUE;

  /** The deadline by the record's own time, where that was clamped. */
  long statedDeadlineMillis;

  Trigger trigger = Trigger.TIMEOUT;
  int topic;
  long firstOffset = -1;
  long lastOffset = -1;

  /** First and last offset in topics besides that one, by topic; -1 where there is none. */
  private long[] elsewhere = NOWHERE;

  @Nullable BufferedTrace older;
  @Nullable BufferedTrace newer;
  @Nullable BufferedTrace dueBefore;
  @Nullable BufferedTrace dueAfter;

  private byte[][] arrays = new byte[4][];
  private int[] offsets = new int[4];
  private int[] lengths = new int[4];
  private boolean[] logs = new boolean[4];
  private int fragments;

  BufferedTrace(long idHigh, long idLow, TickStart began) {
    this.idHigh = idHigh;
    this.idLow = idLow;
    this.began = began;
  }

  boolean isDueNow() {
    return deadlineTick == DUE_NOW;
  }

  int fragments() {
    return fragments;
  }

  /** Appends a slice; returns the heap bytes it adds. */
  int append(Signal signal, byte[] array, int offset, int length) {
    if (fragments == arrays.length) {
      int larger = fragments * 2;
      arrays = Arrays.copyOf(arrays, larger);
      offsets = Arrays.copyOf(offsets, larger);
      lengths = Arrays.copyOf(lengths, larger);
      logs = Arrays.copyOf(logs, larger);
    }
    arrays[fragments] = array;
    offsets[fragments] = offset;
    lengths[fragments] = length;
    logs[fragments] = signal == Signal.LOGS;
    fragments++;
    payloadBytes += length;
    int heap = FRAGMENT_BYTES + array.length;
    heapBytes += heap;
    return heap;
  }

  /**
   * Hands all fragments to the reader; fragments of logs that were delivered twice only once.
   *
   * @param newSpans says by fingerprint which spans count; null: all
   */
  void readWith(TraceReader reader, Fingerprints seen, @Nullable IntPredicate newSpans) {
    reader.begin(idHigh, idLow, newSpans);
    for (int i = 0; i < fragments; i++) {
      if (logs[i] && !seen.add(Fingerprints.of(arrays[i], offsets[i], lengths[i]))) {
        continue;
      }
      reader.add(logs[i] ? Signal.LOGS : Signal.SPANS, arrays[i], offsets[i], lengths[i]);
    }
  }

  /** Where the bytes of this trace lie in the log. */
  void extend(int topicIndex, long offset) {
    if (firstOffset < 0) {
      topic = topicIndex;
      firstOffset = offset;
    }
    if (topic == topicIndex) {
      lastOffset = offset;
    } else {
      extendElsewhere(topicIndex, offset);
    }
  }

  private void extendElsewhere(int topicIndex, long offset) {
    int at = 2 * topicIndex;
    if (at >= elsewhere.length) {
      int known = elsewhere.length;
      elsewhere = Arrays.copyOf(elsewhere, at + 2);
      Arrays.fill(elsewhere, known, elsewhere.length, -1);
    }
    if (elsewhere[at] < 0) {
      elsewhere[at] = offset;
    }
    elsewhere[at + 1] = offset;
  }

  /** This address, and where the fragments here lie. */
  Address addTo(Address address) {
    Address longer = firstOffset < 0 ? address : address.with(topic, firstOffset, lastOffset);
    for (int i = 0; i < elsewhere.length; i += 2) {
      if (elsewhere[i] >= 0) {
        longer = longer.with(i / 2, elsewhere[i], elsewhere[i + 1]);
      }
    }
    return longer;
  }
}
