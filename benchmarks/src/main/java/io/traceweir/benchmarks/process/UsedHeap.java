// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.process;

import java.lang.management.ManagementFactory;

/** What is in use on the heap of this process once everything that can go has gone. */
final class UsedHeap {
  /** What a collection frees may have held other things, through references that are cleared. */
  private static final int COLLECTIONS = 3;

  private UsedHeap() {}

  static long bytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
