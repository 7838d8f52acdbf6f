// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import io.traceweir.benchmarks.compare.Latencies;
import io.traceweir.benchmarks.compare.Variant;
import io.traceweir.benchmarks.compare.Watched;
import io.traceweir.benchmarks.load.Load;
import io.traceweir.benchmarks.load.LoadRecord;
import io.traceweir.benchmarks.load.LoadWriter;
import io.traceweir.benchmarks.load.Shape;
import io.traceweir.benchmarks.report.Check;
import io.traceweir.benchmarks.report.KeptTraces;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Traffic that comes at its own pace, and how long after it was due each trace can be read by
 * somebody who reads committed records only. Due is a trace {@code
 * decision_wait_after_root_received} after the end of its root span; all traces are kept.
 *
 * <p>What a Collector batches (up to 200 ms here) is part of what is measured, as is the tick.
 */
final class Live {
  /** Longer than what a trace waits for after its root: later ones make the last measured due. */
  private static final Duration TAIL = Duration.ofSeconds(5);

  /** Traces that come while the pipeline finds its pace are not measured. */
  private static final Duration HEAD = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long WAIT_AFTER_ROOT_MILLIS = 2_000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MILLIS_PER_SECOND = 1_000;

  /** Before the first trace begins. */
  private static final long LEAD_MILLIS = 500;

  private final Contest contest;
  private final Shape shape;
  private final Duration length;
  private final String compression;

  /**
   * @param spansPerSecond of the traffic
   * @param length of what is measured
   */
  Live(Contest contest, int spansPerSecond, Duration length) {
    this.contest = contest;
    this.shape = contest.shape().at(spansPerSecond);
    this.length = length;
    this.compression = contest.compression();
  }

  Watched watch(Variant variant) throws IOException, InterruptedException {
    Setup setup = contest.setup();
    Setup.Place place = contest.nextLivePlace();
    setup.pipeline.tell(
        "start",
        Map.of(
            "configuration",
            setup.configurationThatKeepsAll(place, variant),
            "variation",
            variant.variation()),
        far -> {});
    Watched watched;
    try (var kept = new KeptTraces(setup.bootstrapServers, place.prefix())) {
      watched = watch(variant, kept);
    }
    setup.pipeline.tell("close");
    contest.remove(place);
    return watched;
  }

  private Watched watch(Variant variant, KeptTraces kept) {
    Duration all = HEAD.plus(length).plus(TAIL);
    long traces = shape.traces(all.toMillis() * shape.spansPerSecond() / MILLIS_PER_SECOND);
    long begin = System.currentTimeMillis() + LEAD_MILLIS;
    long cpuBefore = cpuNanos();
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(traces, begin));
    var latencies = new Latencies();
    long seen = awaitAll(traces, begin, kept, latencies);
    double nanos = 1e6 * (System.currentTimeMillis() - begin);
    double busy = (cpuNanos() - cpuBefore) / nanos;
    join(writing);
    return new Watched(variant, latencies, busy, List.of(new Check("traces kept", traces, seen)));
  }

  /** Until all traces are there, or nothing comes any more; returns how many there are. */
  private long awaitAll(long traces, long begin, KeptTraces kept, Latencies latencies) {
    long from = begin + HEAD.toMillis();
    long to = from + length.toMillis();
    long[] seen = new long[1];
    long lastNanos = System.nanoTime();
    while (seen[0] < traces && System.nanoTime() - lastNanos < PATIENCE.toNanos()) {
      long before = seen[0];
      kept.poll(
          rootEndNanos -> {
            seen[0]++;
            see(rootEndNanos / NANOS_PER_MILLI, from, to, latencies);
          });
      lastNanos = seen[0] > before ? System.nanoTime() : lastNanos;
    }
    return seen[0];
  }

  private static void see(long rootEndMillis, long from, long to, Latencies latencies) {
    if (rootEndMillis >= from && rootEndMillis < to) {
      latencies.add(System.currentTimeMillis() - rootEndMillis - WAIT_AFTER_ROOT_MILLIS);
    }
  }

  private long cpuNanos() {
    return contest.setup().pipeline.tell("usage").whole("cpu_nanos");
  }

  private void write(long traces, long begin) {
    try (var writer =
        new LoadWriter(contest.setup().bootstrapServers, Setup.LIVE_TOPICS, shape, compression)) {
      new Load(shape).write(0, traces, begin, record -> writeInTime(record, writer));
      writer.flush();
    }
  }

  /** The traces that close a load are of the future: silence does here what they are for. */
  private static void writeInTime(LoadRecord record, LoadWriter writer) {
    if (record.partition() == null) {
      long early = record.timeMillis() - System.currentTimeMillis();
      if (early > 0) {
        sleep(early);
      }
      writer.write(record);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void join(CompletableFuture<Void> writing) {
    try {
      writing.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the traffic was not written", e.getCause());
    }
  }
}
