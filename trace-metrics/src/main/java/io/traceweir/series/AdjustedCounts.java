// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import io.traceweir.trace.Span;
import io.traceweir.tracestate.OtelTraceState;
import io.traceweir.tracestate.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * How many spans a span stands for when somebody sampled before us: 1 / probability, from the
 * threshold in its tracestate. A fraction is rounded up for that share of all spans, chosen by the
 * span's fingerprint: right on average, and the same again when the span is read again.
 */
final class AdjustedCounts {
  /**
   * No span stands for more. Nobody keeps one trace in a million on purpose, but anybody who can
   * send a span can state a threshold of one in 2^56, and counters never go back. At this weight a
   * counter lasts for three months of a million such spans a second.
   */
  static final long MAX_WEIGHT = 1L << 20;

  /** The largest threshold within that weight. */
  private static final long MAX_THRESHOLD = Threshold.NEVER - Threshold.NEVER / MAX_WEIGHT;

  private static final double TWO_TO_32 = 0x1p32;

  /** Spans of a trace mostly share their tracestate. */
  private @Nullable String lastHeader;

  private long lastThreshold;

  /** -1 when there is none. */
  long threshold(Span span) {
    String header = span.traceState();
    if (header == null || header.isEmpty()) {
      return -1;
    }
    if (!header.equals(lastHeader)) {
      lastThreshold = OtelTraceState.parse(header).threshold();
      lastHeader = header;
    }
    return lastThreshold;
  }

  /** Whether a span with this threshold would stand for more than it may. */
  static boolean isCapped(long threshold) {
    return threshold > MAX_THRESHOLD && threshold < Threshold.NEVER;
  }

  static long weight(long threshold, int fingerprint) {
    if (threshold <= 0 || threshold >= Threshold.NEVER) {
      return 1;
    }
    if (isCapped(threshold)) {
      return MAX_WEIGHT;
    }
    double exact = Threshold.adjustedCount(threshold);
    long whole = (long) exact;
    double uniform = Integer.toUnsignedLong(mix(fingerprint)) / TWO_TO_32;
    return uniform < exact - whole ? whole + 1 : whole;
  }

  /** Spreads the bits (finaliser of MurmurHash3), as fingerprints need not be uniform. */
  private static int mix(int bits) {
    int mixed = (bits ^ (bits >>> 16)) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
    return mixed ^ (mixed >>> 16);
  }
}
