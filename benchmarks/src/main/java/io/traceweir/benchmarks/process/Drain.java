// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.process;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.traceweir.pipeline.Pipeline;
import java.time.Duration;

/** Watches a pipeline drain its input by what it counts itself. */
final class Drain {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration SAY_EVERY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String BUFFER_BYTES = "traceweir.buffer.bytes";

  /** Nothing more has come for so long: all is there. Longer than a commit takes. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  private final Pipeline pipeline;
  private final MeterRegistry registry;
  private final Orders orders;
  private long saidNanos = System.nanoTime();
  private double lastSum;
  private long lastChangeNanos = System.nanoTime();

  Drain(Pipeline pipeline, MeterRegistry registry, Orders orders) {
    this.pipeline = pipeline;
    this.registry = registry;
    this.orders = orders;
  }

  /** Waits for the first request that is read. */
  void awaitFirst() throws InterruptedException {
    while (count("traceweir.requests.in") == 0) {
      look("the first request");
    }
  }

  /** Waits until so many traces are decided. */
  void await(long traces) throws InterruptedException {
    for (double decided = decided(); decided < traces; decided = decided()) {
      look(String.format("trace %,.0f of %,d", decided, traces));
    }
  }

  /** Waits until so many traces wait, and all of their fragments have come. */
  void awaitHeld(long traces) throws InterruptedException {
    double bytes = -1;
    for (double more = sum(BUFFER_BYTES);
        held() < traces || more > bytes;
        more = sum(BUFFER_BYTES)) {
      bytes = more;
      for (long begin = System.nanoTime(); System.nanoTime() - begin < QUIET.toNanos(); ) {
        look(String.format("%,.0f of %,d traces that wait", held(), traces));
      }
    }
  }

  double held() {
    return sum("traceweir.buffer.traces");
  }

  /** Of all partitions. */
  double sum(String gauge) {
    return registry.find(gauge).gauges().stream().mapToDouble(Gauge::value).sum();
  }

  private double decided() {
    return count("traceweir.decided.traces");
  }

  private double count(String name) {
    return registry.find(name).counters().stream().mapToDouble(Counter::count).sum();
  }

  private void look(String at) throws InterruptedException {
    Thread.sleep(LOOK_EVERY.toMillis());
    Throwable failure = pipeline.failure();
    if (failure != null) {
      throw new IllegalStateException("the pipeline stopped: " + failure.getMessage(), failure);
    }
    long now = System.nanoTime();
    double sum = decided() + count("traceweir.items.in") + sum(BUFFER_BYTES);
    if (sum != lastSum) {
      lastSum = sum;
      lastChangeNanos = now;
    } else if (now - lastChangeNanos > PATIENCE.toNanos()) {
      throw new IllegalStateException(
          "nothing has happened for " + PATIENCE.toSeconds() + " s at " + at);
    }
    if (now - saidNanos > SAY_EVERY.toNanos()) {
      saidNanos = now;
      orders.progress(
          Answer.of("traces", (long) decided())
              .and("items", (long) count("traceweir.items.in"))
              .and("held", (long) held()));
    }
  }
}
