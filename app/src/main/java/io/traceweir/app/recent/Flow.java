// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

import io.traceweir.app.outcome.Durations;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Calls, failures and durations of one service or edge, interval by interval. */
final class Flow {

  /** What one interval adds. */
  private static final class Interval {
    private long spans;
    private long calls;
    private long failed;
    private List<Double> boundsMillis = List.of();
    private long[] buckets = new long[0];

    /** Bounds that changed begin again: histograms of different bounds cannot be added. */
    private void add(List<Double> bounds, long[] counts) {
      if (!bounds.equals(boundsMillis)) {
        boundsMillis = bounds;
        buckets = new long[counts.length];
      }
      for (int i = 0; i < buckets.length && i < counts.length; i++) {
        buckets[i] += counts[i];
      }
    }

    private Durations durations() {
      return new Durations(boundsMillis, Arrays.stream(buckets).boxed().toList());
    }
  }

  private final int limit;
  private final NavigableMap<Long, Interval> intervals = new TreeMap<>();

  /**
   * @param limit of intervals
   */
  Flow(int limit) {
    this.limit = limit;
  }

  void spans(long interval, long count) {
    at(interval).spans += count;
  }

  void calls(long interval, long count) {
    at(interval).calls += count;
  }

  void failed(long interval, long count) {
    at(interval).failed += count;
  }

  void durations(long interval, List<Double> boundsMillis, long[] counts) {
    at(interval).add(boundsMillis, counts);
  }

  private Interval at(long interval) {
    Interval found = intervals.computeIfAbsent(interval, i -> new Interval());
    while (intervals.size() > limit) {
      intervals.pollFirstEntry();
    }
    return found;
  }

  boolean isEmptySince(long interval) {
    return intervals.tailMap(interval, true).isEmpty();
  }

  /**
   * @param from first interval
   * @param to last interval
   * @param intervalMillis how long each is
   */
  FlowView view(long from, long to, long intervalMillis) {
    long spans = 0;
    long calls = 0;
    long failed = 0;
    Durations all = Durations.NONE;
    SortedMap<Long, Interval> shown = intervals.subMap(from, to + 1);
    for (Interval interval : shown.values()) {
      spans += interval.spans;
      calls += interval.calls;
      failed += interval.failed;
      Durations more = interval.durations();
      all = all.bounds().equals(more.bounds()) ? all.plus(more) : more;
    }
    List<Moment> history =
        LongStream.rangeClosed(from, to)
            .mapToObj(i -> moment(i * intervalMillis, shown.get(i)))
            .toList();
    return new FlowView(spans, calls, failed, all.quantile(0.5), all.quantile(0.95), history);
  }

  private static Moment moment(long timeMillis, @Nullable Interval at) {
    return at == null
        ? new Moment(timeMillis, 0, 0, Double.NaN)
        : new Moment(timeMillis, at.calls, at.failed, at.durations().quantile(0.95));
  }
}
