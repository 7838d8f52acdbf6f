// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

/** Times as OTLP has them: unsigned nanoseconds since 1970, 0 when unknown. */
final class Nanos {
  private static final long YEAR_2000 = 946_684_800_000_000_000L;
  private static final long YEAR_2100 = 4_102_444_800_000_000_000L;

  private Nanos() {}

  /** From start to end; 0 when the end is not after the start, capped at the largest long. */
  static long between(long start, long end) {
    if (Long.compareUnsigned(end, start) <= 0) {
      return 0;
    }
    long nanos = end - start;
    return nanos < 0 ? Long.MAX_VALUE : nanos;
  }

  /** The end lies before the start, or one of them far from our time. */
  static boolean isOdd(long start, long end) {
    return Long.compareUnsigned(end, start) < 0 || isFarOff(start) || isFarOff(end);
  }

  private static boolean isFarOff(long nanos) {
    return nanos < YEAR_2000 || nanos >= YEAR_2100;
  }
}
