// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user chose.
 *
 * @param tracesPerSecond of the shop
 * @param duration of the shop's traffic
 * @param input files to replay in place of the shop; empty for the shop
 * @param rules a rule file in place of the example
 * @param port of the broker, 0 for any free one
 * @param door for spans and logs of one's own
 */
record QuickstartSettings(
    long seed,
    double tracesPerSecond,
    Duration duration,
    List<Path> input,
    @Nullable Path rules,
    int port,
    DoorChoice door) {
  QuickstartSettings {
    input = List.copyOf(input);
  }

  /** Without an OTLP door. */
  QuickstartSettings(
      long seed,
      double tracesPerSecond,
      Duration duration,
      List<Path> input,
      @Nullable Path rules,
      int port) {
    this(seed, tracesPerSecond, duration, input, rules, port, DoorChoice.OFF);
  }

  boolean isReplay() {
    return !input.isEmpty();
  }
}
