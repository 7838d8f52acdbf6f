// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.decide;

import java.util.List;

/**
 * A dropped trace was brought back because something of it came late, or could not be.
 *
 * @param rule that takes the whole trace; where it cannot be had, the one that asked for it
 * @param trigger the word for what came late
 * @param fragments ranges of offsets where the trace's bytes lie: {@code 3:100-117}
 */
public record Upgrade(
    Original original, String rule, String trigger, long clockMillis, List<String> fragments) {
  public Upgrade {
    fragments = List.copyOf(fragments);
  }

  /** The decision that dropped the trace. */
  public record Original(String rule, long clockMillis) {}
}
