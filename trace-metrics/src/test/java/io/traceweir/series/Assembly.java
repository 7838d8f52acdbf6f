// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.RequestSplitter;
import io.traceweir.otlp.Signal;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From requests to series as the pipeline does it, without Kafka. */
final class Assembly {
  private final TickMetrics metrics;
  private final TraceReader reader;
  private final int partitions;
  private final Map<SeriesKey, SeriesValue> sums = new LinkedHashMap<>();

  Assembly(MetricsSettings settings, int partitions) {
    AttributeNames names = new AttributeNames();
    this.partitions = partitions;
    this.metrics = new TickMetrics(settings, names, partitions);
    this.reader = new TraceReader(names, new ResourceCache());
  }

  TickMetrics metrics() {
    return metrics;
  }

  /** All traces of the requests, each whole, in one tick. */
  Assembly add(Iterable<byte[]> requests) {
    Map<TraceId, List<byte[]>> traces = new LinkedHashMap<>();
    for (byte[] request : requests) {
      split(request, traces);
    }
    traces.forEach((id, fragments) -> metrics.add(read(id, fragments)));
    return this;
  }

  Assembly add(ExportTraceServiceRequest... requests) {
    return add(Arrays.stream(requests).map(ExportTraceServiceRequest::toByteArray).toList());
  }

  /** A trace of one request, valid until the next is read. */
  Trace read(ExportTraceServiceRequest request) {
    Map<TraceId, List<byte[]>> traces = new LinkedHashMap<>();
    split(request.toByteArray(), traces);
    Map.Entry<TraceId, List<byte[]>> only = traces.entrySet().iterator().next();
    return read(only.getKey(), only.getValue());
  }

  private Trace read(TraceId id, List<byte[]> fragments) {
    reader.begin(id.high(), id.low());
    for (byte[] fragment : fragments) {
      reader.add(Signal.SPANS, fragment, 0, fragment.length);
    }
    return reader.finish();
  }

  private static void split(byte[] request, Map<TraceId, List<byte[]>> traces) {
    try {
      new RequestSplitter()
          .split(
              Signal.SPANS,
              request,
              new RequestSplitter.Output() {
                @Override
                public void trace(
                    long high,
                    long low,
                    byte[] bytes,
                    int offset,
                    int length,
                    int items,
                    boolean hasRoot) {
                  traces
                      .computeIfAbsent(new TraceId(high, low), id -> new ArrayList<>())
                      .add(Arrays.copyOfRange(bytes, offset, offset + length));
                }

                @Override
                public void withoutTrace(byte[] rest, int items) {}

                @Override
                public void mildWithoutTrace(int items) {}

                @Override
                public void rejected(String reason, byte[] rejected) {}
              });
    } catch (MalformedOtlpException e) {
      throw new AssertionError(e);
    }
  }

  /** Ends the tick: its deltas are added to what came before. */
  Assembly tick() {
    metrics.drain(
        (deltas, partition) ->
            Deltas.forEach(
                deltas,
                0,
                deltas.length,
                (key, value) -> {
                  if (key.partition(partitions) != partition) {
                    throw new AssertionError("a series in the partition of another");
                  }
                  sums.merge(
                      key,
                      value,
                      (sum, delta) -> {
                        sum.add(delta);
                        return sum;
                      });
                }));
    return this;
  }

  /** Ends the tick. */
  Map<SeriesKey, SeriesValue> series() {
    tick();
    return sums;
  }

  /** Ends the tick; edges as "client -> server type failed count". */
  List<String> edges() {
    List<String> edges = new ArrayList<>();
    series()
        .forEach(
            (key, value) -> {
              if (key.family() == SeriesFamily.SERVICE_GRAPH) {
                Map<String, Object> attributes = new TreeMap<>(key.attributes());
                String text =
                    attributes.remove("client")
                        + " -> "
                        + attributes.remove("server")
                        + " ["
                        + attributes.remove("connection_type")
                        + (Boolean.TRUE.equals(attributes.remove("failed")) ? " failed" : "")
                        + "] "
                        + value.count();
                edges.add(attributes.isEmpty() ? text : text + " " + attributes);
              }
            });
    edges.sort(null);
    return edges;
  }

  /** Ends the tick; span metrics as "service name kind status count". */
  List<String> calls() {
    List<String> calls = new ArrayList<>();
    series()
        .forEach(
            (key, value) -> {
              if (key.family() == SeriesFamily.SPAN_METRICS) {
                Map<String, Object> attributes = new TreeMap<>(key.attributes());
                String text =
                    attributes.remove("service.name")
                        + " | "
                        + attributes.remove("span.name")
                        + " | "
                        + String.valueOf(attributes.remove("span.kind")).replace("SPAN_KIND_", "")
                        + " | "
                        + String.valueOf(attributes.remove("status.code"))
                            .replace("STATUS_CODE_", "")
                        + " | "
                        + value.count();
                calls.add(attributes.isEmpty() ? text : text + " | " + attributes);
              }
            });
    calls.sort(null);
    return calls;
  }
}
