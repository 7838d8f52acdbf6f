// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who has which partitions of the fragments.
 *
 * @param byWorker by number
 */
record Shares(SortedMap<Integer, NavigableSet<Integer>> byWorker) {
  static final Shares UNKNOWN = new Shares(new TreeMap<>());

  /** Between exactly these workers, each with something. */
  boolean isAmong(int workers, int partitions) {
    return byWorker.size() == workers
        && byWorker.lastKey() == workers
        && byWorker.values().stream().noneMatch(NavigableSet::isEmpty)
        && byWorker.values().stream().mapToInt(NavigableSet::size).sum() == partitions;
  }

  NavigableSet<Integer> of(int worker) {
    return byWorker.getOrDefault(worker, new TreeSet<>());
  }

  /** Like "3, 3, 2". */
  String sizes() {
    return byWorker.entrySet().stream()
        .map(Map.Entry::getValue)
        .map(partitions -> String.valueOf(partitions.size()))
        .collect(Collectors.joining(", "));
  }
}
