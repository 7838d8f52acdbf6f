// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import java.util.Arrays;

/**
 * Counts per bucket and the exact sum in nanoseconds. The sum is an integer of 128 bits: doubles
 * would add up differently in another order, and a cumulative sum outgrows 63 bits within hours at
 * a million spans a second.
 */
final class Histogram {
  private static final double TWO_TO_64 = 0x1p64;

  final long[] buckets;
  long sumHigh;
  long sumLow;

  Histogram(int buckets) {
    this.buckets = new long[buckets];
  }

  /** Of two counts; it does not overflow. */
  static long sum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  void add(int bucket, long nanos, long times) {
    buckets[bucket] = sum(buckets[bucket], times);
    addSum(Math.multiplyHigh(nanos, times), nanos * times);
  }

  void add(Histogram other) {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = sum(buckets[i], other.buckets[i]);
    }
    addSum(other.sumHigh, other.sumLow);
  }

  private void addSum(long high, long low) {
    long sum = sumLow + low;
    sumHigh += high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
    sumLow = sum;
  }

  void clear() {
    Arrays.fill(buckets, 0);
    sumHigh = 0;
    sumLow = 0;
  }

  double sumNanos() {
    double low = (sumLow >>> 1) * 2.0 + (sumLow & 1);
    return sumHigh * TWO_TO_64 + low;
  }

  boolean sameAs(Histogram other) {
    return sumHigh == other.sumHigh
        && sumLow == other.sumLow
        && Arrays.equals(buckets, other.buckets);
  }
}
