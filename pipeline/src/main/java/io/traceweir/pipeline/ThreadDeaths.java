// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;

/** A stream thread that dies is replaced, unless it keeps dying. */
final class ThreadDeaths {
  private static final int MOST = 10;
  private static final long WITHIN_MILLIS = Duration.ofMinutes(5).toMillis();

  private final InstantSource wall;
  private final ArrayDeque<Long> deaths = new ArrayDeque<>();

  ThreadDeaths(InstantSource wall) {
    this.wall = wall;
  }

  /** Counts a death; false when there were too many lately. */
  synchronized boolean mayTryAgain() {
    long now = wall.millis();
    deaths.add(now);
    while (deaths.element() < now - WITHIN_MILLIS) {
      deaths.remove();
    }
    return deaths.size() <= MOST;
  }
}
