// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.calls;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What spans say together, found as plainly as possible: every question looks at all of them. */
public final class NaiveCalls {
  private final List<Call> calls = new ArrayList<>();

  /** A span with its service; no two are the same object. */
  private static final class Call {
    final Span span;
    final String service;

    Call(Span span, String service) {
      this.span = span;
      this.service = service;
    }

    boolean is(SpanKind kind) {
      return span.getKindValue() == kind.getNumber();
    }

    boolean enters() {
      return is(SpanKind.SPAN_KIND_SERVER) || is(SpanKind.SPAN_KIND_CONSUMER);
    }

    boolean leaves() {
      return is(SpanKind.SPAN_KIND_CLIENT) || is(SpanKind.SPAN_KIND_PRODUCER);
    }

    boolean fails() {
      return span.getStatus().getCodeValue() == 2;
    }

    long start() {
      return signed(span.getStartTimeUnixNano());
    }

    long end() {
      return signed(span.getEndTimeUnixNano());
    }

    private static long signed(long nanos) {
      return nanos < 0 ? Long.MAX_VALUE : nanos;
    }
  }

  public NaiveCalls(ExportTraceServiceRequest request) {
    Set<List<Object>> seen = new HashSet<>();
    for (ResourceSpans resource : request.getResourceSpansList()) {
      String service = "";
      for (KeyValue attribute : resource.getResource().getAttributesList()) {
        service =
            attribute.getKey().equals("service.name")
                ? attribute.getValue().getStringValue()
                : service;
      }
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          if (seen.add(List.of(span.getSpanId(), span.getKindValue()))) {
            calls.add(new Call(span, service));
          }
        }
      }
    }
  }

  public Set<String> services() {
    Set<String> services = new HashSet<>();
    calls.forEach(call -> services.add(call.service));
    services.remove("");
    return services;
  }

  public long orphans() {
    return calls.stream()
        .filter(call -> !call.span.getParentSpanId().isEmpty() && named(call) == null)
        .count();
  }

  public boolean hasMaskedError() {
    Call root = root();
    return root != null
        && !root.fails()
        && calls.stream().anyMatch(call -> call.fails() && isBelow(call, root));
  }

  private boolean isBelow(Call call, Call root) {
    Call above = parent(call, root);
    for (int i = 0; i <= calls.size() && above != null; i++) {
      if (above == root) {
        return true;
      }
      above = parent(above, root);
    }
    return false;
  }

  public long retries() {
    Call root = root();
    Map<List<Object>, List<@Nullable List<String>>> groups = new LinkedHashMap<>();
    for (Call call : calls) {
      if (call.leaves() && !call.span.getParentSpanId().isEmpty()) {
        List<Object> same =
            List.of(
                call.span.getParentSpanId(),
                call.service,
                call.span.getName(),
                call.span.getKindValue());
        groups.computeIfAbsent(same, key -> new ArrayList<>()).add(reached(call, root));
      }
    }
    long retries = 0;
    for (List<@Nullable List<String>> group : groups.values()) {
      Set<List<String>> different = new HashSet<>();
      group.stream().filter(Objects::nonNull).forEach(different::add);
      retries += group.size() - Math.max(1, different.size());
    }
    return retries;
  }

  private @Nullable List<String> reached(Call call, @Nullable Call root) {
    return calls.stream()
        .filter(other -> other.enters() && parent(other, root) == call)
        .min(Comparator.comparing(Call::start).thenComparing(other -> id(other)))
        .map(other -> List.of(other.service, other.span.getName()))
        .orElse(null);
  }

  public @Nullable String criticalPathService() {
    Call root = root();
    if (root == null) {
      return null;
    }
    Map<String, Long> own = new TreeMap<>();
    walk(root, root.start(), root.end(), root, own);
    String best = root.service;
    for (Map.Entry<String, Long> entry : own.entrySet()) {
      long most = own.getOrDefault(best, 0L);
      boolean first = entry.getKey().compareTo(best) < 0 && entry.getValue() > 0;
      if (entry.getValue() > most || (entry.getValue() == most && first)) {
        best = entry.getKey();
      }
    }
    return best;
  }

  private void walk(Call span, long from, long to, Call root, Map<String, Long> own) {
    long until = to;
    while (true) {
      Call last = null;
      for (Call child : calls) {
        long end = Math.min(to, child.end());
        boolean lies = Math.max(from, child.start()) < end;
        if (parent(child, root) == span && lies && end <= until) {
          last = last == null || isLater(child, last, from, to) ? child : last;
        }
      }
      long end = last == null ? from : Math.min(to, last.end());
      own.merge(span.service, Math.max(0, until - end), Long::sum);
      if (last == null) {
        return;
      }
      until = Math.max(from, last.start());
      walk(last, until, end, root, own);
    }
  }

  private static boolean isLater(Call a, Call b, long from, long to) {
    Comparator<Call> order =
        Comparator.<Call, Long>comparing(call -> Math.min(to, call.end()))
            .thenComparing(call -> -Math.max(from, call.start()))
            .thenComparing(call -> id(call), Comparator.reverseOrder())
            .thenComparing(call -> -call.span.getKindValue());
    return order.compare(a, b) > 0;
  }

  private static String id(Call call) {
    return java.util.HexFormat.of().formatHex(call.span.getSpanId().toByteArray());
  }

  private @Nullable Call root() {
    Comparator<Call> earliest =
        (a, b) ->
            Long.compareUnsigned(a.span.getStartTimeUnixNano(), b.span.getStartTimeUnixNano());
    return calls.stream()
        .filter(call -> call.span.getParentSpanId().isEmpty())
        .min(earliest)
        .or(
            () ->
                calls.stream()
                    .filter(Call::enters)
                    .filter(call -> named(call) == null || named(call) == call)
                    .min(earliest))
        .orElse(null);
  }

  /** The span that the parent id belongs to; where several share it, the one that was entered. */
  private @Nullable Call named(Call call) {
    return standsFor(call.span.getParentSpanId());
  }

  private @Nullable Call standsFor(com.google.protobuf.ByteString id) {
    List<Call> sharing = calls.stream().filter(c -> c.span.getSpanId().equals(id)).toList();
    return sharing.stream()
        .filter(Call::enters)
        .findFirst()
        .orElse(sharing.isEmpty() ? null : sharing.get(0));
  }

  private @Nullable Call parent(Call call, @Nullable Call root) {
    if (call == root) {
      return null;
    }
    if (call.enters() && standsFor(call.span.getSpanId()) == call) {
      SpanKind half =
          call.is(SpanKind.SPAN_KIND_SERVER)
              ? SpanKind.SPAN_KIND_CLIENT
              : SpanKind.SPAN_KIND_PRODUCER;
      for (Call other : calls) {
        if (other.is(half) && other.span.getSpanId().equals(call.span.getSpanId())) {
          return other;
        }
      }
    }
    Call named = call.span.getParentSpanId().isEmpty() ? null : named(call);
    return named == call ? null : named;
  }

  /** For messages. */
  @Override
  public String toString() {
    Map<String, Object> shown = new HashMap<>();
    shown.put("services", services());
    shown.put("root", root() == null ? "none" : root().span.getName());
    return shown.toString();
  }
}
