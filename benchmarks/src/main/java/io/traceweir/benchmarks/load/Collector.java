// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.load;

import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Collects portions and writes them when there are enough, or when the first one has waited for
 * long enough, as the Collector's batches do.
 */
final class Collector {
  /** Below what a broker takes by default. */
  private static final int MAX_BYTES = 900_000;

  private static final long MAX_WAIT_MILLIS = 200;

  private final Shape shape;
  private final TraceFacts facts;
  private final Requests requests;
  private final List<Portion> waiting = new ArrayList<>();
  private int items;
  private int bytes;

  Collector(Shape shape, TraceFacts facts, Requests requests) {
    this.shape = shape;
    this.facts = facts;
    this.requests = requests;
  }

  void add(Portion portion, Consumer<LoadRecord> out) {
    if (bytes + portion.items().length > MAX_BYTES) {
      flush(portion.timeMillis(), out);
    }
    waiting.add(portion);
    items += portion.count();
    bytes += portion.items().length;
    if (items >= shape.spansPerRequest()) {
      flush(portion.timeMillis(), out);
    }
  }

  /** It is now this late. */
  void tick(long nowMillis, Consumer<LoadRecord> out) {
    if (!waiting.isEmpty()) {
      long due = waiting.get(0).timeMillis() + MAX_WAIT_MILLIS;
      if (due <= nowMillis) {
        flush(due, out);
      }
    }
  }

  private void flush(long timeMillis, Consumer<LoadRecord> out) {
    if (shape.keyed()) {
      Map<Long, List<Portion>> byTrace =
          waiting.stream()
              .collect(
                  Collectors.groupingBy(Portion::number, LinkedHashMap::new, Collectors.toList()));
      byTrace.forEach((number, own) -> out.accept(record(own, timeMillis, key(number))));
    } else {
      out.accept(record(waiting, timeMillis, null));
    }
    waiting.clear();
    items = 0;
    bytes = 0;
  }

  private LoadRecord record(
      List<Portion> portions, long timeMillis, byte @org.jspecify.annotations.Nullable [] key) {
    Signal signal = portions.get(0).signal();
    int count = portions.stream().mapToInt(Portion::count).sum();
    return new LoadRecord(signal, null, timeMillis, key, requests.request(portions), count);
  }

  byte[] key(long number) {
    String hex = new TraceId(facts.idHigh(number), facts.idLow(number)).hex();
    return hex.getBytes(StandardCharsets.US_ASCII);
  }
}
