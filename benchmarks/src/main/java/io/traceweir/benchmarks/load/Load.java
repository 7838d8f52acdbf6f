// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.load;

import io.traceweir.otlp.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The records of a range of traces, nearly in order of time and the same for the same seed. What
 * Collectors hold at the end comes one Collector after the other.
 *
 * <p>Traces begin at an even rate. Each pod exports its spans of a trace when the last of them has
 * ended; a pod's exports go to one of a few Collectors, so the spans of a trace are scattered over
 * several requests. At the end, two small traces for each partition move the clock on: the first
 * makes every trace before it due, the second closes the interval of metrics.
 */
public final class Load {
  /** Collectors that write at the same time. */
  public static final int COLLECTORS = 8;

  /** Traces that close a load, for each partition. */
  public static final int CLOSING = 2;

  /** Data time after the load in which it is closed. */
  public static final long CLOSING_MILLIS = 70_000;

  /** Longer than the longest trace and than what traces wait for after their root. */
  private static final long FIRST_CLOSING_MILLIS = 10_000;

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Shape shape;
  private final TraceFacts facts;
  private final TracePlan plan;
  private final ItemWriter writer;
  private final List<Collector> spanCollectors = new ArrayList<>();
  private final List<Collector> logCollectors = new ArrayList<>();
  private final Requests requests;
  private final PriorityQueue<Portion> onTheWay = new PriorityQueue<>();

  public Load(Shape shape) {
    this.shape = shape;
    this.facts = new TraceFacts(shape);
    Services services = new Services(shape.services());
    this.plan = new TracePlan(facts, services);
    this.writer = new ItemWriter(facts, services, new Attributes(shape.attributes(), shape.seed()));
    this.requests = new Requests(services);
    for (int i = 0; i < COLLECTORS; i++) {
      spanCollectors.add(new Collector(shape, facts, requests));
      logCollectors.add(new Collector(shape, facts, requests));
    }
  }

  /** Data time that so many traces take, without the traces that close it. */
  public long millis(long traces) {
    return (long) (1000.0 * traces * shape.spansPerTrace() / shape.spansPerSecond());
  }

  /**
   * Hands out the records of some traces.
   *
   * @param firstNumber of the traces
   * @param startMillis when the first one begins
   */
  public void write(long firstNumber, long traces, long startMillis, Consumer<LoadRecord> out) {
    double nanosPerTrace =
        NANOS_PER_SECOND * (double) shape.spansPerTrace() / shape.spansPerSecond();
    try {
      for (long i = 0; i < traces; i++) {
        long nanos = startMillis * NANOS_PER_MILLI + (long) (nanosPerTrace * i);
        deliver(nanos / NANOS_PER_MILLI, out);
        export(firstNumber + i, nanos);
      }
      deliver(Long.MAX_VALUE, out);
      tick(Long.MAX_VALUE, out);
      long endMillis = startMillis + millis(traces);
      close(firstNumber, endMillis + FIRST_CLOSING_MILLIS, out);
      close(firstNumber + 1, endMillis + CLOSING_MILLIS, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void deliver(long untilMillis, Consumer<LoadRecord> out) {
    for (Portion p = onTheWay.peek();
        p != null && p.timeMillis() <= untilMillis;
        p = onTheWay.peek()) {
      onTheWay.remove();
      tick(p.timeMillis(), out);
      List<Collector> collectors = p.signal() == Signal.SPANS ? spanCollectors : logCollectors;
      collectors.get(p.collector()).add(p, out);
    }
  }

  private void tick(long nowMillis, Consumer<LoadRecord> out) {
    spanCollectors.forEach(c -> c.tick(nowMillis, out));
    logCollectors.forEach(c -> c.tick(nowMillis, out));
  }

  private void export(long number, long startNanos) throws IOException {
    plan.make(number, startNanos);
    SplittableRandom random = facts.random(number, 5);
    boolean[] done = new boolean[plan.spans];
    for (int i = 0; i < plan.spans; i++) {
      if (!done[i]) {
        onTheWay.add(spansOfPod(number, i, done, random));
      }
    }
    if (facts.logs(number) > 0) {
      onTheWay.add(logs(number, random));
    }
  }

  private Portion spansOfPod(long number, int first, boolean[] done, SplittableRandom random)
      throws IOException {
    int pod = plan.pods[first];
    var items = new ByteArrayOutputStream(2048);
    int count = 0;
    long endNanos = 0;
    for (int i = first; i < plan.spans; i++) {
      if (plan.pods[i] == pod) {
        writer.span(number, plan, i, random, items);
        endNanos = Math.max(endNanos, plan.ends[i]);
        done[i] = true;
        count++;
      }
    }
    return portion(Signal.SPANS, number, pod, count, endNanos, items.toByteArray());
  }

  private Portion logs(long number, SplittableRandom random) throws IOException {
    var items = new ByteArrayOutputStream(1024);
    int count = facts.logs(number);
    for (int i = 0; i < count; i++) {
      int span = plan.failed >= 0 && i == 0 ? plan.failed : random.nextInt(plan.spans);
      writer.log(number, plan, span, random, items);
    }
    return portion(Signal.LOGS, number, plan.pods[0], count, plan.ends[0], items.toByteArray());
  }

  private static Portion portion(
      Signal signal, long number, int pod, int count, long endNanos, byte[] items) {
    long millis = endNanos / NANOS_PER_MILLI;
    return new Portion(millis, signal, number, pod, count, items, pod % COLLECTORS);
  }

  private void close(long closing, long timeMillis, Consumer<LoadRecord> out) throws IOException {
    for (int partition = 0; partition < shape.partitions(); partition++) {
      long number = TraceFacts.closing(closing, partition);
      export(number, timeMillis * NANOS_PER_MILLI);
      for (Portion p = onTheWay.poll(); p != null; p = onTheWay.poll()) {
        byte[] value = requests.request(List.of(p));
        byte[] key = shape.keyed() ? new Collector(shape, facts, requests).key(number) : null;
        out.accept(new LoadRecord(p.signal(), partition, timeMillis, key, value, p.count()));
      }
    }
  }
}
