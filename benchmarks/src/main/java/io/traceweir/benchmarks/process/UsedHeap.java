// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.process;

import java.lang.management.ManagementFactory;

/** What is in use on the heap of this process once everything that can go has gone. */
final class UsedHeap {
  private static final int MOST_COLLECTIONS = 20;
  private static final long PAUSE_MILLIS = 50;

  /** Threads that come and go leave so little. */
  private static final long LITTLE = 16 * 1024;

  private UsedHeap() {}

  /**
   * Collects until there is nothing more to collect: what one collection frees may have held other
   * things, and threads that end hold theirs for a while.
   */
  static long bytes() {
    long used = collect();
    for (int i = 1; i < MOST_COLLECTIONS; i++) {
      long before = used;
      used = collect();
      if (before - used < LITTLE) {
        break;
      }
    }
    return used;
  }

  private static long collect() {
    System.gc();
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
