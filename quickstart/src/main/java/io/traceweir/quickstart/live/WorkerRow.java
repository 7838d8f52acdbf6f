// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import java.time.Duration;
import java.util.List;

/**
 * One process that decides traces.
 *
 * @param doing in a word
 * @param since when it does that
 * @param partitions of the fragments that it has, or had the last time that anybody knew
 */
public record WorkerRow(
    String name, String doing, boolean works, Duration since, List<Integer> partitions) {
  public WorkerRow {
    partitions = List.copyOf(partitions);
  }
}
