// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The same counts the plain way, from the requests: no tables, no deltas, no merging. Series are
 * "labels" to "count, server or span nanos, client nanos".
 */
final class Recount {
  private static final int SERVER = 2;
  private static final int CLIENT = 3;
  private static final int PRODUCER = 4;
  private static final int CONSUMER = 5;
  private static final List<String> KINDS =
      List.of("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");

  private final Map<String, String> counts = new TreeMap<>();
  private final Map<String, long[]> sums = new TreeMap<>();

  private record Seen(Span span, Map<String, String> resource) {
    @Nullable String service() {
      return resource.get("service.name");
    }

    boolean isNamed() {
      return !resource.getOrDefault("service.name", "").isEmpty();
    }

    boolean isCaller() {
      return span.getKindValue() == CLIENT || span.getKindValue() == PRODUCER;
    }

    long nanos() {
      return Math.max(0, span.getEndTimeUnixNano() - span.getStartTimeUnixNano());
    }

    long weight() {
      return span.getTraceState().contains("th:c")
          ? 4
          : span.getTraceState().contains("th:8") ? 2 : 1;
    }
  }

  void add(ExportTraceServiceRequest request) {
    Map<String, Seen> spans = new LinkedHashMap<>();
    for (ResourceSpans each : request.getResourceSpansList()) {
      for (Span span : each.getScopeSpans(0).getSpansList()) {
        Map<String, String> resource = attributes(each.getResource().getAttributesList());
        spans.putIfAbsent(span.getSpanId() + " " + span.getKindValue(), new Seen(span, resource));
      }
    }
    for (Seen seen : spans.values()) {
      addSpan(seen);
      addEdges(seen, List.copyOf(spans.values()));
    }
  }

  private void addSpan(Seen seen) {
    if (seen.service() != null) {
      int kind = seen.span.getKindValue();
      int status = seen.span.getStatus().getCodeValue();
      String labels =
          String.join(
              "|",
              seen.service(),
              seen.span.getName(),
              kind < 6 ? "SPAN_KIND_" + KINDS.get(kind) : "",
              status < 3 ? "STATUS_CODE_" + List.of("UNSET", "OK", "ERROR").get(status) : "");
      count(labels, seen.weight(), seen.nanos(), 0);
    }
  }

  private void addEdges(Seen seen, List<Seen> all) {
    if (!seen.isNamed()) {
      return;
    }
    ByteString parentId = seen.span.getParentSpanId();
    boolean isCallee = seen.span.getKindValue() == SERVER || seen.span.getKindValue() == CONSUMER;
    if (isCallee && parentId.isEmpty()) {
      edge("user", seen.service(), "virtual_node", null, seen);
    }
    if (isCallee) {
      for (Seen other : all) {
        if (other.isCaller() && other.isNamed() && other.span.getSpanId().equals(parentId)) {
          String type = seen.span.getKindValue() == CONSUMER ? "messaging_system" : "";
          edge(other.service(), seen.service(), type, other, seen);
        }
      }
    }
    boolean isAnswered =
        all.stream()
            .anyMatch(
                other ->
                    (other.span.getKindValue() == SERVER || other.span.getKindValue() == CONSUMER)
                        && other.isNamed()
                        && other.span.getParentSpanId().equals(seen.span.getSpanId()));
    if (seen.isCaller() && !isAnswered) {
      Map<String, String> attributes = attributes(seen.span.getAttributesList());
      String database =
          seen.resource.getOrDefault("db.name", attributes.getOrDefault("db.name", ""));
      if (seen.span.getKindValue() == CLIENT && !database.isEmpty()) {
        edge(seen.service(), database, "database", seen, null);
      } else {
        String peer =
            attributes.getOrDefault("peer.service", attributes.getOrDefault("db.name", "unknown"));
        edge(seen.service(), peer, "virtual_node", seen, null);
      }
    }
  }

  private void edge(
      @Nullable String client,
      @Nullable String server,
      String type,
      @Nullable Seen calling,
      @Nullable Seen called) {
    boolean failed =
        (calling != null && calling.span.getStatus().getCodeValue() == 2)
            || (called != null && called.span.getStatus().getCodeValue() == 2);
    long weight =
        Math.max(calling == null ? 1 : calling.weight(), called == null ? 1 : called.weight());
    long clientNanos = calling == null ? 0 : calling.nanos();
    long serverNanos =
        called == null ? (type.equals("database") ? clientNanos : 0) : called.nanos();
    count(client + "|" + server + "|" + type + "|" + failed, weight, serverNanos, clientNanos);
  }

  private void count(String labels, long weight, long firstNanos, long secondNanos) {
    long[] sum = sums.computeIfAbsent(labels, ignored -> new long[3]);
    sum[0] += weight;
    sum[1] += weight * firstNanos;
    sum[2] += weight * secondNanos;
    counts.put(labels, text(sum[0], sum[1], sum[2]));
  }

  Map<String, String> counts() {
    return counts;
  }

  /** Series in the same form. */
  static Map<String, String> of(Map<SeriesKey, SeriesValue> series) {
    Map<String, String> counts = new TreeMap<>();
    series.forEach(
        (key, value) -> {
          Map<String, Object> labels = key.attributes();
          boolean isEdge = key.family() == SeriesFamily.SERVICE_GRAPH;
          List<String> names =
              isEdge
                  ? List.of("client", "server", "connection_type", "failed")
                  : List.of("service.name", "span.name", "span.kind", "status.code");
          String text = String.join("|", names.stream().map(n -> "" + labels.get(n)).toList());
          counts.put(
              text,
              text(value.count(), (long) value.sumNanos(0), isEdge ? (long) value.sumNanos(1) : 0));
        });
    return counts;
  }

  private static String text(long count, long firstNanos, long secondNanos) {
    return count + " in " + firstNanos + " ns, " + secondNanos + " ns";
  }

  private static Map<String, String> attributes(List<KeyValue> attributes) {
    Map<String, String> map = new TreeMap<>();
    attributes.forEach(each -> map.putIfAbsent(each.getKey(), each.getValue().getStringValue()));
    return map;
  }
}
