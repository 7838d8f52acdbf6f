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
  /** Heap bytes of a trace without fragments, and of a fragment without its array. */
  static final int TRACE_BYTES = 160;

  static final int FRAGMENT_BYTES = 32;

  /** Bytes of an array that may lie outside of a slice, besides a quarter of the slice. */
  private static final int MOST_WASTED = 64;

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

  /** Where it stands among the deadlines; it may have been put off since. */
  long deadlineTick = NOT_DUE;

  Trigger trigger = Trigger.TIMEOUT;

  /** The end of the wait that began with its first fragment or its root, and what ends it. */
  long waitTick = NOT_DUE;

  Trigger waitTrigger = Trigger.TIMEOUT;

  /** As {@code waitTick}, by the record's own time, where that was clamped. */
  long statedDeadlineMillis;

  /** When its newest fragment came, by the clock or ahead of it, and by the record's own time. */
  long newestMillis = Long.MIN_VALUE;

  long newestStatedMillis = Long.MIN_VALUE;

  int topic;
  long firstOffset = -1;
  long lastOffset = -1;

  /** First and last offset in topics besides that one, by topic; -1 where there is none. */
  private long[] elsewhere = NOWHERE;

  @Nullable BufferedTrace older;
  @Nullable BufferedTrace newer;
  @Nullable BufferedTrace dueBefore;
  @Nullable BufferedTrace dueAfter;

  private @Nullable Fragment first;
  private @Nullable Fragment last;
  private int fragments;

  private static final class Fragment {
    final byte[] array;
    final int offset;
    final int length;
    final boolean logs;
    @Nullable Fragment next;

    Fragment(byte[] array, int offset, int length, boolean logs) {
      this.array = array;
      this.offset = offset;
      this.length = length;
      this.logs = logs;
    }
  }

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

  /**
   * Appends a slice; returns the heap bytes it adds. A slice that is a small part of its array is
   * copied: it would keep all of the array on the heap.
   */
  int append(Signal signal, byte[] array, int offset, int length) {
    boolean pins = array.length - length > MOST_WASTED + length / 4;
    boolean logs = signal == Signal.LOGS;
    Fragment fragment =
        pins
            ? new Fragment(Arrays.copyOfRange(array, offset, offset + length), 0, length, logs)
            : new Fragment(array, offset, length, logs);
    if (last == null) {
      first = fragment;
    } else {
      last.next = fragment;
    }
    last = fragment;
    fragments++;
    payloadBytes += length;
    int heap = FRAGMENT_BYTES + (int) HeapSize.ofArray(fragment.array.length);
    heapBytes += heap;
    return heap;
  }

  /**
   * Hands all fragments to the reader; fragments of logs that were delivered twice only once.
   *
   * @param newLogs says by fingerprint whether a fragment of logs counts
   * @param newSpans says by fingerprint which spans count; null: all
   */
  void readWith(TraceReader reader, IntPredicate newLogs, @Nullable IntPredicate newSpans) {
    reader.begin(idHigh, idLow, newSpans);
    for (Fragment f = first; f != null; f = f.next) {
      if (!f.logs || newLogs.test(Fingerprints.of(f.array, f.offset, f.length))) {
        reader.add(f.logs ? Signal.LOGS : Signal.SPANS, f.array, f.offset, f.length);
      }
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
