// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.Arrival;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Traffic of which everything is known: what is sent, when, and what has to come of it.
 *
 * <p>A trace comes in up to {@value #PARTS} requests of spans and as many of logs, which arrive
 * within {@link #SPREAD} of each other. Without keys, requests of several traces are packed
 * together and go to any partition.
 */
final class KnownTraffic {
  /** How much later than its first part the last part of a trace is sent, at most. */
  static final Duration SPREAD = Duration.ofMillis(700);

  private static final int PARTS = 3;
  private static final long PACKED_MILLIS = 100;
  private static final List<String> PATHS = List.of("GET /", "GET /cart", "POST /order");

  private final Random random;
  private final Partitioning partitioning;
  private final int partitions;
  private final long startMillis;
  private final List<TraceBuilder> traces = new ArrayList<>();
  private final Map<String, Long> edges = new TreeMap<>();

  /**
   * @param partitions of the input topics
   * @param startMillis when the first trace begins, since the epoch
   */
  KnownTraffic(long seed, Partitioning partitioning, int partitions, long startMillis) {
    this.random = new Random(seed);
    this.partitioning = partitioning;
    this.partitions = partitions;
    this.startMillis = startMillis;
  }

  /** So many traces, evenly spread over this time. */
  KnownTraffic traces(int count, Duration over) {
    for (int i = 0; i < count; i++) {
      long offset = over.toMillis() * i / count;
      // A builder counts from one second after 1970.
      traces.add(trace("trace " + i, Duration.ofMillis(startMillis - 1000 + offset)));
    }
    return this;
  }

  private TraceBuilder trace(String seed, Duration at) {
    TraceBuilder trace =
        Traces.trace(seed)
            .at(at)
            .root(PATHS.get(random.nextInt(PATHS.size())))
            .service("gateway")
            .lasting(Duration.ofMillis(chance(10) ? 1200 : 20 + random.nextInt(100)));
    count("user|gateway|virtual_node", fail(trace, 5));
    dress(trace, "at the gateway");
    call(trace, "gateway", "orders", "place order");
    if (chance(50)) {
      call(trace, "orders", "stock", "reserve");
    }
    return trace;
  }

  private void call(TraceBuilder trace, String from, String to, String name) {
    trace.child(name).client();
    boolean failed = fail(trace, 3);
    dress(trace, "asking");
    trace.child(name).server().service(to);
    failed |= fail(trace, 5);
    dress(trace, "answering");
    count(from + "|" + to + "|", failed);
  }

  private boolean fail(TraceBuilder trace, int percent) {
    boolean failed = chance(percent);
    if (failed) {
      trace.error();
    }
    return failed;
  }

  private void dress(TraceBuilder trace, String doing) {
    trace.attribute("doing", doing);
    trace.lateBy(Duration.ofMillis(SPREAD.toMillis() * random.nextInt(PARTS) / (PARTS - 1)));
    if (chance(40)) {
      trace.log(SeverityNumber.SEVERITY_NUMBER_INFO, doing);
    }
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private void count(String edge, boolean failed) {
    edges.merge(edge + "|" + failed, 1L, Long::sum);
  }

  List<TraceBuilder> traces() {
    return traces;
  }

  /** Requests by {@code client|server|type|failed}. */
  Map<String, Long> edges() {
    return edges;
  }

  /** Spans by {@code service|name|kind|status}. */
  Map<String, Long> calls() {
    Map<String, Long> calls = new TreeMap<>();
    for (TraceBuilder trace : traces) {
      trace.request().getResourceSpansList().stream()
          .forEach(
              r -> {
                String service =
                    Outputs.attributes(r.getResource().getAttributesList()).get("service.name");
                r.getScopeSpansList().stream()
                    .flatMap(scope -> scope.getSpansList().stream())
                    .map(s -> service + "|" + s.getName() + "|" + s.getKind() + "|" + status(s))
                    .forEach(series -> calls.merge(series, 1L, Long::sum));
              });
    }
    return calls;
  }

  private static String status(io.opentelemetry.proto.trace.v1.Span span) {
    return span.getStatus().getCode().name();
  }

  /** In order of their timestamps. */
  List<ProducerRecord<byte @Nullable [], byte[]>> records() {
    List<ProducerRecord<byte @Nullable [], byte[]>> records = new ArrayList<>();
    if (partitioning == Partitioning.TRACE_ID) {
      for (TraceBuilder trace : traces) {
        byte[] key = trace.traceId().getBytes(StandardCharsets.US_ASCII);
        for (Arrival a : trace.arrivals()) {
          records.add(new ProducerRecord<>(topic(a), null, a.timeMillis(), key, a.bytes()));
        }
      }
    } else {
      packed()
          .forEach(
              (to, value) ->
                  records.add(
                      new ProducerRecord<>(to.topic, to.partition, to.timeMillis, null, value)));
    }
    records.sort((a, b) -> Long.compare(a.timestamp(), b.timestamp()));
    return records;
  }

  private static String topic(Arrival arrival) {
    return arrival.isLogs() ? "otlp_logs" : "otlp_spans";
  }

  private record Target(long timeMillis, String topic, int partition) {}

  private Map<Target, byte[]> packed() {
    Map<Target, ExportTraceServiceRequest.Builder> spans = new LinkedHashMap<>();
    Map<Target, ExportLogsServiceRequest.Builder> logs = new LinkedHashMap<>();
    for (TraceBuilder trace : traces) {
      for (Arrival a : trace.arrivals()) {
        long packedAt = (a.timeMillis() / PACKED_MILLIS + 1) * PACKED_MILLIS;
        var to = new Target(packedAt, topic(a), random.nextInt(partitions));
        if (a.request() instanceof ExportTraceServiceRequest request) {
          spans.computeIfAbsent(to, t -> ExportTraceServiceRequest.newBuilder()).mergeFrom(request);
        } else if (a.request() instanceof ExportLogsServiceRequest request) {
          logs.computeIfAbsent(to, t -> ExportLogsServiceRequest.newBuilder()).mergeFrom(request);
        }
      }
    }
    Map<Target, byte[]> packed = new LinkedHashMap<>();
    spans.forEach((to, request) -> packed.put(to, request.build().toByteArray()));
    logs.forEach((to, request) -> packed.put(to, request.build().toByteArray()));
    return packed;
  }
}
