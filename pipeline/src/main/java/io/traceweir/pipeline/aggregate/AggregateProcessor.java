// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.aggregate;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.series.Deltas;
import io.traceweir.series.SeriesFamily;
import io.traceweir.series.SeriesKey;
import io.traceweir.series.SeriesValue;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the partial sums of ticks and writes a point per series when an interval of data time is
 * over for every assemble partition. What belongs to the next interval waits in the store, so a
 * point is never torn; what comes after its interval was closed counts in the next.
 */
public final class AggregateProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private final PipelineSettings.Metrics settings;
  private final Sinks sinks;
  private final long intervalMillis;
  private final AssembleClocks clocks = new AssembleClocks();
  private @Nullable ProcessorContext<byte[], byte[]> context;
  private @Nullable SeriesStore series;
  private long lastClosed;

  /**
   * Names of the store and of the nodes downstream.
   *
   * @param maxRecordBytes no request is larger
   */
  public record Sinks(String store, String spanMetrics, String serviceGraph, int maxRecordBytes) {}

  public AggregateProcessor(PipelineSettings.Metrics settings, Sinks sinks) {
    this.settings = settings;
    this.sinks = sinks;
    this.intervalMillis = settings.interval().toMillis();
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(sinks.store);
    SeriesStore fresh = new SeriesStore(store);
    series = fresh;
    fresh.load(clocks);
    lastClosed = fresh.lastClosed();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    SeriesStore store = java.util.Objects.requireNonNull(series);
    byte[] value = record.value();
    PartialRecord partial = PartialRecord.decode(value);
    if (clocks.observe(partial)) {
      store.save(clocks);
      closeIntervals(store);
    }
    if (value.length > PartialRecord.HEADER_BYTES) {
      long interval =
          Math.max(Math.floorDiv(partial.clockMillis(), intervalMillis), lastClosed + 1);
      Deltas.forEach(
          value,
          PartialRecord.HEADER_BYTES,
          value.length - PartialRecord.HEADER_BYTES,
          (key, delta) -> store.addOpen(interval, key, delta));
    }
  }

  private void closeIntervals(SeriesStore store) {
    long slowest = clocks.slowest();
    if (slowest == Long.MIN_VALUE) {
      return;
    }
    long passed =
        slowest == Long.MAX_VALUE ? Long.MAX_VALUE : Math.floorDiv(slowest, intervalMillis) - 1;
    for (Long open = store.firstOpen(); open != null && open <= passed; open = store.firstOpen()) {
      close(store, open);
    }
    if (passed != Long.MAX_VALUE && passed > lastClosed) {
      if (lastClosed != Long.MIN_VALUE && settings.cumulative()) {
        writeTotals(store, passed);
      }
      closed(store, passed);
    }
  }

  private void close(SeriesStore store, long interval) {
    long start = interval * intervalMillis;
    long end = start + intervalMillis;
    var points = new Points(settings);
    if (settings.cumulative()) {
      var zeros = new Points(settings);
      store.takeOpen(interval, (key, delta) -> addToTotal(store, key, delta, start, zeros));
      zeros.finish(sinks.maxRecordBytes, this::forward);
      store.forEachTotal((key, t) -> points.add(key, t.value(), t.startMillis(), end));
    } else {
      store.takeOpen(interval, (key, delta) -> points.add(key, delta, start, end));
    }
    points.finish(sinks.maxRecordBytes, this::forward);
    closed(store, interval);
  }

  private static void addToTotal(
      SeriesStore store, SeriesKey key, SeriesValue delta, long startMillis, Points zeros) {
    SeriesStore.Total before = store.total(key);
    if (before == null) {
      zeros.add(key, delta.zero(), startMillis, startMillis);
      store.total(key, new SeriesStore.Total(startMillis, delta));
    } else {
      before.value().add(delta);
      store.total(key, before);
    }
  }

  /** Series without changes have their points too, so that nobody takes them for gone. */
  private void writeTotals(SeriesStore store, long interval) {
    var points = new Points(settings);
    long end = (interval + 1) * intervalMillis;
    store.forEachTotal((key, t) -> points.add(key, t.value(), t.startMillis(), end));
    points.finish(sinks.maxRecordBytes, this::forward);
  }

  private void closed(SeriesStore store, long interval) {
    lastClosed = interval;
    store.lastClosed(interval);
  }

  private void forward(SeriesFamily family, byte[] request) {
    String sink = family == SeriesFamily.SPAN_METRICS ? sinks.spanMetrics : sinks.serviceGraph;
    ProcessorContext<byte[], byte[]> to = java.util.Objects.requireNonNull(context);
    byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(to.taskId().partition()).array();
    to.forward(new Record<>(key, request, Math.max(0, to.currentStreamTimeMs())), sink);
  }
}
