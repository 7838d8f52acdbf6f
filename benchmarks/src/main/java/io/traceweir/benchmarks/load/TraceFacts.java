// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.load;

import java.util.SplittableRandom;

/**
 * What is true of the trace with a number, without making it: so what comes out can be compared
 * with what went in, and nothing has to be remembered.
 *
 * <p>The upper half of a trace id is the number, the lower half is random.
 */
public final class TraceFacts {
  /** Numbers from here on are traces of one span that only move the clock on; not verified. */
  private static final long CLOSING = 1L << 56;

  private static final int PARTITION_BITS = 16;

  private final Shape shape;

  public TraceFacts(Shape shape) {
    this.shape = shape;
  }

  /** The number in a trace id. */
  public static long number(long idHigh) {
    return idHigh;
  }

  /** Only there to move the clock on. */
  public static boolean isClosing(long number) {
    return number >= CLOSING;
  }

  static long closing(long number, int partition) {
    return CLOSING + (number << PARTITION_BITS) + partition;
  }

  long idHigh(long number) {
    return number;
  }

  long idLow(long number) {
    return mix(shape.seed() ^ mix(number)) | 1;
  }

  long spanId(long number, int index) {
    return mix(idLow(number) + index) | 1;
  }

  /** Spans of the trace. */
  public int spans(long number) {
    if (isClosing(number)) {
      return 1;
    }
    int spread = shape.mostSpans() - shape.fewestSpans() + 1;
    return shape.fewestSpans() + random(number, 1).nextInt(spread);
  }

  /** Log records of the trace. */
  public int logs(long number) {
    return isClosing(number) ? Math.min(1, shape.logsPerTrace()) : shape.logsPerTrace();
  }

  /** One of its spans failed. */
  public boolean isFailed(long number) {
    return !isClosing(number) && random(number, 2).nextDouble() < shape.errors();
  }

  /** It takes more than two seconds. */
  public boolean isSlow(long number) {
    return !isClosing(number) && random(number, 3).nextDouble() < Shape.SLOW;
  }

  /** All span ids of the trace in one figure: a lost, foreign or repeated span changes it. */
  public long spanIdSum(long number) {
    long sum = 0;
    for (int i = spans(number) - 1; i >= 0; i--) {
      sum += spanId(number, i);
    }
    return sum;
  }

  SplittableRandom random(long number, int purpose) {
    return new SplittableRandom(mix(shape.seed() + mix(number) + purpose));
  }

  /** The finalizer of SplitMix64. */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return (b ^ (b >>> 31)) + 0x9E3779B97F4A7C15L;
  }
}
