// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.calls;

/** How long arrays are that are used for one trace after the other. */
final class Capacity {
  /** After a giant trace its arrays are left to the garbage collector. */
  private static final int KEPT = 1 << 13;

  private static final int SMALLEST = 64;

  private Capacity() {}

  static boolean fits(int have, int needed) {
    return have >= needed && (have <= KEPT || needed > KEPT);
  }

  static int of(int needed) {
    return Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, needed - 1)) << 1);
  }
}
