// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.traceweir.app.outcome.Load;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened in each of the last intervals with traffic, from counters that only grow. */
final class Trends<K extends Comparable<K>> {
  static final int INTERVALS = 10;

  private final Deque<Map<K, Load>> intervals = new ArrayDeque<>();
  private Map<K, Load> last = Map.of();

  /** One more interval is over. */
  void add(Map<K, Load> now) {
    Map<K, Load> grown = new TreeMap<>();
    now.forEach(
        (key, load) -> {
          Load since = load.since(last.getOrDefault(key, Load.NONE));
          if (since.calls() > 0) {
            grown.put(key, since);
          }
        });
    last = Map.copyOf(now);
    if (grown.isEmpty()) {
      return;
    }
    intervals.add(grown);
    if (intervals.size() > INTERVALS) {
      intervals.remove();
    }
  }

  /** All of the last intervals together. */
  Map<K, Load> totals() {
    Map<K, Load> totals = new TreeMap<>();
    intervals.forEach(
        interval -> interval.forEach((key, load) -> totals.merge(key, load, Load::plus)));
    return totals;
  }

  /** The oldest first. */
  List<Load> history(K key) {
    return intervals.stream().map(interval -> interval.getOrDefault(key, Load.NONE)).toList();
  }
}
