// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** How much a total grew in each of the last seconds. */
final class Pace {
  static final int SECONDS = 60;
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final Deque<Long> grown = new ArrayDeque<>();
  private long beginNanos;
  private long beginTotal;

  /** A total of 0 at this time. */
  Pace(long startNanos) {
    this.beginNanos = startNanos;
  }

  void add(long total, long nowNanos) {
    while (nowNanos - beginNanos >= SECOND_NANOS) {
      grown.add(total - beginTotal);
      beginTotal = total;
      beginNanos += SECOND_NANOS;
      if (grown.size() > SECONDS) {
        grown.remove();
      }
    }
  }

  /** The oldest second first. */
  List<Long> seconds() {
    return List.copyOf(grown);
  }
}
