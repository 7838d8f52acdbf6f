// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The flows of one topic by name, on one time line of intervals.
 *
 * @param <K> what tells flows apart
 */
final class FlowTable<K extends Comparable<K>> {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final int limit;
  private final int intervals;
  private final long intervalMillis;
  private final Map<K, Flow> flows = new TreeMap<>();
  private long first = Long.MAX_VALUE;
  private long newest = Long.MIN_VALUE;
  private long leftOut;

  FlowTable(int limit, int intervals, long intervalMillis) {
    this.limit = limit;
    this.intervals = intervals;
    this.intervalMillis = intervalMillis;
  }

  /** The number of the interval that ends at this time or holds it. */
  long interval(long timeNanos) {
    return -Math.floorDiv(-(timeNanos / NANOS_PER_MILLI), intervalMillis);
  }

  /** A point was there, whether it adds something or not. */
  void seen(long interval) {
    newest = Math.max(newest, interval);
  }

  /** Empty when there is no room for one more, and for what lies too far back. */
  Optional<Flow> flow(K key, long interval) {
    seen(interval);
    if (interval <= newest - intervals) {
      return Optional.empty();
    }
    Flow flow = flows.get(key);
    if (flow == null) {
      if (flows.size() >= limit) {
        flows.values().removeIf(old -> old.isEmptySince(newest - intervals + 1));
      }
      if (flows.size() >= limit) {
        leftOut++;
        return Optional.empty();
      }
      flow = new Flow(intervals);
      flows.put(key, flow);
    }
    first = Math.min(first, interval);
    return Optional.of(flow);
  }

  /** Those with something in the intervals shown, in order of their keys. */
  void each(BiConsumer<K, FlowView> out) {
    if (shown() == 0) {
      return;
    }
    flows.forEach(
        (key, flow) -> {
          if (!flow.isEmptySince(from())) {
            out.accept(key, flow.view(from(), newest, intervalMillis));
          }
        });
  }

  private long from() {
    return Math.max(first, newest - intervals + 1);
  }

  /** How many intervals there are to show. */
  long shown() {
    return first == Long.MAX_VALUE ? 0 : Math.max(0, newest - from() + 1);
  }

  double seconds() {
    return shown() * intervalMillis / 1e3;
  }

  /** The end of the last interval; zero when there is none. */
  long newestMillis() {
    return newest == Long.MIN_VALUE ? 0 : newest * intervalMillis;
  }

  /** Points of flows that found no room. */
  long leftOut() {
    return leftOut;
  }
}
