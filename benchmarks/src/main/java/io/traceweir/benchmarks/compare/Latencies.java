// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.compare;

import java.util.Arrays;

/** How long after they were due kept traces could be read. */
public final class Latencies {
  private long[] millis = new long[1024];
  private int size;
  private boolean sorted;

  public void add(long millisLate) {
    if (size == millis.length) {
      millis = Arrays.copyOf(millis, 2 * size);
    }
    millis[size++] = millisLate;
    sorted = false;
  }

  public int count() {
    return size;
  }

  /**
   * The least value that so many do not exceed.
   *
   * @param share above 0, at most 1
   * @return NaN when there is none
   */
  public double percentile(double share) {
    if (size == 0) {
      return Double.NaN;
    }
    if (!sorted) {
      Arrays.sort(millis, 0, size);
      sorted = true;
    }
    int rank = (int) Math.ceil(share * size);
    return millis[Math.max(0, rank - 1)];
  }
}
