// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import java.time.Duration;

/**
 * How much of each fault: a short form with every build, the full list with the system property
 * {@code traceweir.chaos}, which the Maven profile {@code chaos} sets.
 */
final class Extent {
  static final String PROPERTY = "traceweir.chaos";
  static final boolean FULL = Boolean.getBoolean(PROPERTY);

  private Extent() {}

  static int of(int shortForm, int full) {
    return FULL ? full : shortForm;
  }

  static Duration of(Duration shortForm, Duration full) {
    return FULL ? full : shortForm;
  }

  /** Printed, so that a run can be repeated with the system property {@code traceweir.seed}. */
  static long seed(String test) {
    long seed = Long.getLong("traceweir.seed", System.nanoTime());
    System.out.println(test + ": traceweir.seed=" + seed);
    return seed;
  }
}
