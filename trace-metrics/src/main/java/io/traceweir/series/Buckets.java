// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Inclusive upper bounds of a histogram in nanoseconds; one more bucket holds what is above. */
final class Buckets {
  private final long[] boundsNanos;

  Buckets(List<Duration> bounds) {
    check(bounds);
    this.boundsNanos = bounds.stream().mapToLong(Duration::toNanos).toArray();
  }

  static void check(List<Duration> bounds) {
    for (int i = 1; i < bounds.size(); i++) {
      if (bounds.get(i).compareTo(bounds.get(i - 1)) <= 0) {
        throw new IllegalArgumentException(
            "bucket bounds must ascend: " + bounds.get(i) + " after " + bounds.get(i - 1));
      }
    }
  }

  int count() {
    return boundsNanos.length + 1;
  }

  long boundNanos(int i) {
    return boundsNanos[i];
  }

  int indexOf(long durationNanos) {
    // Few bounds, and most durations fall into the lower ones: scanning beats searching.
    int i = 0;
    while (i < boundsNanos.length && durationNanos > boundsNanos[i]) {
      i++;
    }
    return i;
  }

  /** Tells histograms apart that must not be added up because the bounds were changed. */
  int layout() {
    return Arrays.hashCode(boundsNanos);
  }
}
