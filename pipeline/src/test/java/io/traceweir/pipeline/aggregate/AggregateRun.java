// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.aggregate;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.emit.OutputRecords;
import io.traceweir.pipeline.emit.RequestCutter;
import io.traceweir.series.MetricsSettings;
import io.traceweir.series.TickMetrics;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The stage on a store that is lost in a crash, except for what was committed. Services are
 * numbers; each call adds one span to one of them.
 */
final class AggregateRun {
  private static final AggregateProcessor.Sinks SINKS =
      new AggregateProcessor.Sinks("series", "spans", "graph", "dead", 1 << 20);
  private static final byte[][] ONE_SPAN = new byte[8][];

  private final boolean cumulative;
  private final List<byte[]> sinceCommit = new ArrayList<>();
  private final List<Point> committedPoints = new ArrayList<>();
  private final List<Point> points = new ArrayList<>();
  private Map<Bytes, byte[]> committed = new TreeMap<>();
  private long intervalMillis;
  private MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
  private KeyValueStore<Bytes, byte[]> store;
  private AggregateProcessor processor;

  /** Of the number of calls. */
  record Point(int service, long startMillis, long endMillis, long count) {}

  AggregateRun(long intervalMillis, boolean cumulative) {
    this.intervalMillis = intervalMillis;
    this.cumulative = cumulative;
    store = store();
    processor = processor();
    processor.init(context);
  }

  private KeyValueStore<Bytes, byte[]> store() {
    KeyValueStore<Bytes, byte[]> fresh =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("series"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    context = new MockProcessorContext<>();
    context.setRecordMetadata("partials", 0, 0);
    context.setCurrentStreamTimeMs(0);
    fresh.init(context.getStateStoreContext(), fresh);
    return fresh;
  }

  private AggregateProcessor processor() {
    var settings =
        new PipelineSettings.Metrics(
            "spans",
            "graph",
            Duration.ofMillis(intervalMillis),
            cumulative,
            MetricsSettings.DEFAULT);
    var records =
        new OutputRecords(
            PipelineSettings.Encoding.OTLP_PROTO, 1 << 20, new RequestCutter(new ResourceCache()));
    var meters = new PipelineMeters(new SimpleMeterRegistry());
    return new AggregateProcessor(settings, SINKS, new AggregateProcessor.Parts(records, meters));
  }

  /**
   * @param service that had a call, -1 for none
   */
  void process(PartialRecord header, int service) {
    byte[] value = service < 0 ? header.encode() : header.encode(oneSpan(service));
    sinceCommit.add(value);
    process(value);
  }

  private void process(byte[] value) {
    processor.process(new Record<>(new byte[0], value, 0));
    for (var forwarded : context.forwarded()) {
      if (forwarded.childName().orElseThrow().equals("spans")) {
        read((byte[]) (Object) forwarded.record().value());
      }
    }
    context.resetForwards();
  }

  void commit() {
    committed = contents();
    committedPoints.addAll(points);
    points.clear();
    sinceCommit.clear();
  }

  private Map<Bytes, byte[]> contents() {
    Map<Bytes, byte[]> all = new TreeMap<>();
    try (var entries = store.all()) {
      entries.forEachRemaining(e -> all.put(e.key, e.value));
    }
    return all;
  }

  /** What was not committed is gone, and comes again. */
  void crash() {
    points.clear();
    store.close();
    store = store();
    committed.forEach(store::put);
    processor = processor();
    processor.init(context);
    List.copyOf(sinceCommit).forEach(this::process);
  }

  /** Starts again with intervals of another length. */
  void restart(long intervalMillis) {
    commit();
    this.intervalMillis = intervalMillis;
    crash();
  }

  /** Kafka Streams suspends a task after a commit and initialises the same object again. */
  void resume() {
    commit();
    processor.close();
    processor.init(context);
  }

  List<Point> points() {
    List<Point> all = new ArrayList<>(committedPoints);
    all.addAll(points);
    return all;
  }

  private void read(byte[] request) {
    try {
      ExportMetricsServiceRequest.parseFrom(request).getResourceMetricsList().stream()
          .flatMap(r -> r.getScopeMetricsList().stream())
          .flatMap(s -> s.getMetricsList().stream())
          .filter(m -> m.getName().equals("traces.span.metrics.calls"))
          .flatMap(m -> m.getSum().getDataPointsList().stream())
          .forEach(p -> points.add(point(p)));
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Point point(NumberDataPoint p) {
    String name =
        p.getAttributesList().stream()
            .filter(a -> a.getKey().equals("service.name"))
            .findFirst()
            .orElseThrow()
            .getValue()
            .getStringValue();
    return new Point(
        Integer.parseInt(name),
        p.getStartTimeUnixNano() / 1_000_000,
        p.getTimeUnixNano() / 1_000_000,
        p.getAsInt());
  }

  static byte[] oneSpan(int service) {
    if (ONE_SPAN[service] == null) {
      ONE_SPAN[service] = deltas(service);
    }
    return ONE_SPAN[service];
  }

  private static byte[] deltas(int service) {
    TraceBuilder trace = Traces.trace("t").root("GET /").service(Integer.toString(service));
    byte[] request = trace.request().toByteArray();
    var names = new AttributeNames();
    var metrics = new TickMetrics(MetricsSettings.DEFAULT, names, 1);
    var reader = new TraceReader(names, new ResourceCache());
    var id = TraceId.ofHex(trace.traceId());
    reader.begin(id.high(), id.low());
    reader.add(Signal.SPANS, request, 0, request.length);
    metrics.add(reader.finish());
    List<byte[]> drained = new ArrayList<>();
    metrics.drain((bytes, partition) -> drained.add(bytes));
    return drained.get(0);
  }
}
