// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.aggregate.AggregateRun.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stage against a model that keeps every clock and crashes never. */
class AggregateModelTest {
  private static final long INTERVAL = 2_000;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldWriteThePointsOfANaiveModelThroughCrashesAndResumptions(boolean cumulative) {
    for (int seed = 0; seed < 60; seed++) {
      var random = new Random(seed);
      int partitions = 1 + random.nextInt(4);
      long[] clocks = new long[partitions];
      var run = new AggregateRun(INTERVAL, cumulative);
      var model = new Model(partitions, cumulative);
      for (int step = 0; step < 400; step++) {
        int p = random.nextInt(partitions);
        clocks[p] += random.nextInt(5) == 0 ? random.nextInt(5_000) : random.nextInt(300);
        boolean idle = random.nextInt(20) == 0;
        int service = idle || random.nextBoolean() ? -1 : random.nextInt(4);
        var header = new PartialRecord(idle, p, partitions, clocks[p]);
        run.process(header, service);
        model.process(header, service);
        switch (random.nextInt(25)) {
          case 0, 1, 2 -> run.commit();
          case 3 -> run.crash();
          case 4 -> run.resume();
          default -> {}
        }
        assertThat(sorted(run.points()))
            .as("seed %d step %d", seed, step)
            .isEqualTo(sorted(model.points));
      }
      assertThat(model.points).hasSizeGreaterThan(10);
    }
  }

  private static List<Point> sorted(List<Point> points) {
    return points.stream()
        .sorted(
            Comparator.comparing(Point::endMillis)
                .thenComparing(Point::service)
                .thenComparing(Point::startMillis)
                .thenComparing(Point::count))
        .toList();
  }

  private static final class Model {
    final List<Point> points = new ArrayList<>();
    private final int partitions;
    private final boolean cumulative;
    private final Map<Integer, PartialRecord> heard = new HashMap<>();
    private final TreeMap<Long, Map<Integer, Long>> open = new TreeMap<>();
    private final Map<Integer, Point> totals = new TreeMap<>();
    private long closed = Long.MIN_VALUE;

    Model(int partitions, boolean cumulative) {
      this.partitions = partitions;
      this.cumulative = cumulative;
    }

    void process(PartialRecord header, int service) {
      heard.put(header.partition(), header);
      if (heard.size() == partitions) {
        long slowest =
            heard.values().stream()
                .filter(h -> !h.idle())
                .mapToLong(PartialRecord::clockMillis)
                .min()
                .orElse(Long.MAX_VALUE);
        long passed =
            slowest == Long.MAX_VALUE ? Long.MAX_VALUE : Math.floorDiv(slowest, INTERVAL) - 1;
        closeUntil(passed);
      }
      if (service >= 0) {
        long interval = Math.max(Math.floorDiv(header.clockMillis(), INTERVAL), closed + 1);
        open.computeIfAbsent(interval, i -> new TreeMap<>()).merge(service, 1L, Long::sum);
      }
    }

    private void closeUntil(long passed) {
      while (!open.isEmpty() && open.firstKey() <= passed) {
        var first = open.pollFirstEntry();
        closed = first.getKey();
        close(closed, first.getValue());
      }
      if (passed != Long.MAX_VALUE && passed > closed) {
        boolean first = closed == Long.MIN_VALUE;
        closed = passed;
        if (cumulative && !first) {
          pointsOfTotals((passed + 1) * INTERVAL);
        }
      }
    }

    private void close(long interval, Map<Integer, Long> added) {
      long start = interval * INTERVAL;
      if (!cumulative) {
        added.forEach((s, n) -> points.add(new Point(s, start, start + INTERVAL, n)));
        return;
      }
      added.forEach(
          (s, n) -> {
            Point before = totals.get(s);
            if (before == null) {
              points.add(new Point(s, start, start, 0));
            }
            long begin = before == null ? start : before.startMillis();
            totals.put(s, new Point(s, begin, 0, n + (before == null ? 0 : before.count())));
          });
      pointsOfTotals(start + INTERVAL);
    }

    private void pointsOfTotals(long end) {
      totals
          .values()
          .forEach(t -> points.add(new Point(t.service(), t.startMillis(), end, t.count())));
    }
  }
}
