// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.aggregate;

import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.emit.DeadLetter;
import io.traceweir.pipeline.emit.OutputRecords;
import io.traceweir.series.SeriesFamily;
import io.traceweir.series.SeriesKey;
import io.traceweir.series.SeriesValue;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the partial sums of ticks and writes a point per series when an interval of data time is
 * over for every assemble partition. What belongs to the next interval waits in the store, so a
 * point is never torn; what comes after its interval was closed counts in the next.
 */
public final class AggregateProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final String NOT_PARTIAL_SUMS = "not_partial_sums";
  private static final byte[] NOTHING = {};

  private final PipelineSettings.Metrics settings;
  private final Sinks sinks;
  private final Parts parts;
  private final long intervalMillis;
  private final AssembleClocks clocks;
  private @Nullable ProcessorContext<byte[], byte[]> context;
  private @Nullable SeriesStore series;
  private long lastClosed;
  private long storedIntervalMillis;

  /**
   * Names of the store and of the nodes downstream.
   *
   * @param maxRecordBytes no request is larger
   */
  public record Sinks(
      String store,
      String spanMetrics,
      String serviceGraph,
      String deadLetters,
      int maxRecordBytes) {}

  /** What a task is made of, besides its store. */
  public record Parts(OutputRecords records, PipelineMeters meters) {}

  public AggregateProcessor(PipelineSettings.Metrics settings, Sinks sinks, Parts parts) {
    this.settings = settings;
    this.sinks = sinks;
    this.parts = parts;
    this.intervalMillis = settings.interval().toMillis();
    this.clocks = new AssembleClocks(intervalMillis);
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(sinks.store);
    SeriesStore fresh = new SeriesStore(store);
    series = fresh;
    storedIntervalMillis = fresh.load(clocks);
    lastClosed = fresh.lastClosed();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    byte[] value = record.value() == null ? NOTHING : record.value();
    PartialRecord header;
    List<PartialRecord.Addition> additions;
    try {
      header = PartialRecord.decode(value);
      additions = PartialRecord.additions(value);
    } catch (IllegalArgumentException e) {
      refuse(record);
      return;
    }
    add(header, additions);
  }

  private void add(PartialRecord header, List<PartialRecord.Addition> additions) {
    SeriesStore store = Objects.requireNonNull(series);
    adoptIntervals(store);
    if (clocks.observe(header)) {
      store.save(clocks);
      closeIntervals(store);
    }
    long interval = Math.max(Math.floorDiv(header.clockMillis(), intervalMillis), lastClosed + 1);
    for (PartialRecord.Addition a : additions) {
      store.addOpen(interval, a.key(), a.delta());
    }
  }

  /** Somebody else wrote into the partials topic; it moves no clock and adds nothing. */
  private void refuse(Record<byte[], byte[]> record) {
    ProcessorContext<byte[], byte[]> to = Objects.requireNonNull(context);
    RecordMetadata at = to.recordMetadata().orElseThrow();
    var origin = new DeadLetter.Origin(at.topic(), at.partition(), at.offset(), record.timestamp());
    parts.meters.deadLetter(NOT_PARTIAL_SUMS);
    DeadLetter letter = origin.letter(NOT_PARTIAL_SUMS, record.key(), record.value());
    to.forward(parts.records.deadLetter(letter), sinks.deadLetters);
  }

  /** Not in {@code init}: what is written there waits for a record to be committed. */
  private void adoptIntervals(SeriesStore store) {
    if (storedIntervalMillis != 0 && storedIntervalMillis != intervalMillis) {
      lastClosed = store.renumber(storedIntervalMillis, intervalMillis);
      store.save(clocks);
    }
    storedIntervalMillis = intervalMillis;
  }

  private void closeIntervals(SeriesStore store) {
    long passed = clocks.passed();
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
    ProcessorContext<byte[], byte[]> to = Objects.requireNonNull(context);
    byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(to.taskId().partition()).array();
    to.forward(new Record<>(key, request, Math.max(0, to.currentStreamTimeMs())), sink);
  }
}
