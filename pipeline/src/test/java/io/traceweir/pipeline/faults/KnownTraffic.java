// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.traceweir.pipeline.Outputs;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.Arrival;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
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
  private final Setup setup;
  private final List<TraceBuilder> traces = new ArrayList<>();
  private final Map<String, Long> edges = new TreeMap<>();
  private long nextMillis;
  private Repeats repeats = new Repeats(0, Duration.ZERO, Duration.ZERO);
  private int repeated;

  /** So many requests in a hundred are delivered twice, the second time so much later. */
  private record Repeats(int percent, Duration atLeast, Duration atMost) {}

  /**
   * @param startMillis when the first trace begins, since the epoch
   */
  KnownTraffic(long seed, Setup setup, long startMillis) {
    this.random = new Random(seed);
    this.setup = setup;
    this.nextMillis = startMillis;
  }

  /** Such a share of the requests to come is delivered twice. */
  KnownTraffic repeating(int percent, Duration atLeast, Duration atMost) {
    repeats = new Repeats(percent, atLeast, atMost);
    return this;
  }

  /** When the next trace begins, since the epoch. */
  long nextMillis() {
    return nextMillis;
  }

  /** Where the next trace begins, also back in time. */
  KnownTraffic from(long millis) {
    nextMillis = millis;
    return this;
  }

  /** So many more traces, evenly spread over this time, in order of their timestamps. */
  List<ProducerRecord<byte @Nullable [], byte[]>> next(int count, Duration over) {
    List<TraceBuilder> more = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      more.add(trace(name(i), at(nextMillis + over.toMillis() * i / count)));
    }
    nextMillis += over.toMillis();
    return add(more);
  }

  /** So many traces at this moment, of which only the inside comes: no root, and no entry. */
  List<ProducerRecord<byte @Nullable [], byte[]>> unfinished(int count) {
    List<TraceBuilder> more = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TraceBuilder trace = Traces.trace(name(i)).at(at(nextMillis)).orphan("work");
      trace.kind(SpanKind.SPAN_KIND_INTERNAL).service("orders");
      fail(trace, 50);
      dress(trace, "working");
      more.add(trace);
    }
    return add(more);
  }

  /**
   * Traces that take 40 s at the gateway, of which all but the root is done, and sent, after 5 s.
   */
  List<ProducerRecord<byte @Nullable [], byte[]>> slow(int count, Duration over) {
    List<TraceBuilder> more = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TraceBuilder trace =
          Traces.trace(name(i))
              .at(at(nextMillis + over.toMillis() * i / count))
              .root("GET /report");
      trace.service("gateway").lasting(Duration.ofSeconds(40));
      count("user|gateway|virtual_node", false);
      within(trace.child("report").client());
      within(trace.child("report").server().service("orders"));
      count("gateway|orders|", false);
      more.add(trace);
    }
    return add(more);
  }

  private static void within(TraceBuilder trace) {
    trace.after(Duration.ofSeconds(1)).lasting(Duration.ofSeconds(4)).lateBy(Duration.ofMillis(1));
  }

  private String name(int i) {
    return setup.inputs() + " trace " + (traces.size() + i);
  }

  /** A builder counts from one second after 1970. */
  private static Duration at(long millis) {
    return Duration.ofMillis(millis - 1000);
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

  /** Requests that were sent twice. */
  int repeated() {
    return repeated;
  }

  private List<ProducerRecord<byte @Nullable [], byte[]>> add(List<TraceBuilder> more) {
    traces.addAll(more);
    List<ProducerRecord<byte @Nullable [], byte[]>> records =
        setup.partitioning() == Partitioning.TRACE_ID ? keyed(more) : packed(more);
    for (ProducerRecord<byte @Nullable [], byte[]> record : List.copyOf(records)) {
      if (chance(repeats.percent)) {
        records.add(again(record));
        repeated++;
      }
    }
    records.sort(Comparator.comparingLong(ProducerRecord::timestamp));
    return records;
  }

  private ProducerRecord<byte @Nullable [], byte[]> again(
      ProducerRecord<byte @Nullable [], byte[]> record) {
    long least = repeats.atLeast.toMillis();
    long later = least + random.nextInt(Math.toIntExact(repeats.atMost.toMillis() - least) + 1);
    Integer partition = record.partition() == null ? null : anyPartition();
    return new ProducerRecord<>(
        record.topic(), partition, record.timestamp() + later, record.key(), record.value());
  }

  private int anyPartition() {
    return random.nextInt(Setup.PARTITIONS);
  }

  private List<ProducerRecord<byte @Nullable [], byte[]>> keyed(List<TraceBuilder> more) {
    List<ProducerRecord<byte @Nullable [], byte[]>> records = new ArrayList<>();
    for (TraceBuilder trace : more) {
      byte[] key = trace.traceId().getBytes(StandardCharsets.US_ASCII);
      for (Arrival a : trace.arrivals()) {
        records.add(new ProducerRecord<>(topic(a), null, a.timeMillis(), key, a.bytes()));
      }
    }
    return records;
  }

  private String topic(Arrival arrival) {
    return arrival.isLogs() ? setup.logs() : setup.spans();
  }

  private record Target(long timeMillis, String topic, int partition) {}

  private List<ProducerRecord<byte @Nullable [], byte[]>> packed(List<TraceBuilder> more) {
    Map<Target, MessageLite.Builder> requests = new LinkedHashMap<>();
    for (TraceBuilder trace : more) {
      for (Arrival a : trace.arrivals()) {
        long packedAt = (a.timeMillis() / PACKED_MILLIS + 1) * PACKED_MILLIS;
        var to = new Target(packedAt, topic(a), anyPartition());
        MessageLite.Builder packed =
            requests.computeIfAbsent(to, t -> a.request().newBuilderForType());
        merge(packed, a.request());
      }
    }
    List<ProducerRecord<byte @Nullable [], byte[]>> records = new ArrayList<>();
    requests.forEach(
        (to, r) ->
            records.add(
                new ProducerRecord<>(
                    to.topic, to.partition, to.timeMillis, null, r.build().toByteArray())));
    return records;
  }

  private static void merge(MessageLite.Builder packed, MessageLite request) {
    try {
      packed.mergeFrom(request.toByteArray()); // lists are appended to
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }
}
