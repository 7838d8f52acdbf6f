// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span, and everything that is written below it. */
final class SpanDraft extends Draft {
  String service = "";
  String name = "";
  @Nullable SpanKind kind;
  @Nullable StatusCode status;
  String statusMessage = "";
  String traceState = "";
  int flags;
  @Nullable Long lastsNanos;
  @Nullable Integer times;
  boolean isOrphan;
  boolean isRoot;
  final Map<String, Object> resource = new LinkedHashMap<>();
  final Map<String, Object> scope = new LinkedHashMap<>();
  final List<SpanDraft> children = new ArrayList<>();
  final List<EventDraft> events = new ArrayList<>();
  final List<LogDraft> logs = new ArrayList<>();

  SpanDraft(int offset, @Nullable SpanDraft parent) {
    super(offset, parent);
  }

  /** The first span above it that belongs to the same service; null when there is none. */
  private @Nullable SpanDraft sameServiceAbove() {
    SpanDraft above = parent;
    while (above != null && !above.service.equals(service)) {
      above = above.parent;
    }
    return above;
  }

  /** What is said of a service holds below, too. */
  Map<String, Object> resourceAttributes() {
    Map<String, Object> all = new LinkedHashMap<>();
    if (!service.isEmpty()) {
      all.put("service.name", service);
    }
    SpanDraft above = sameServiceAbove();
    if (above != null) {
      all.putAll(above.resourceAttributes());
    }
    all.putAll(resource);
    return all;
  }

  int repetitions() {
    return times == null ? 1 : times;
  }

  /** As written, else by its place: who is called serves, and who calls another is a client. */
  SpanKind kindOrDefault() {
    if (kind != null) {
      return kind;
    }
    if (parent == null) {
      return SpanKind.SPAN_KIND_SERVER;
    }
    if (!parent.service.equals(service)) {
      return parent.kindOrDefault() == SpanKind.SPAN_KIND_PRODUCER
          ? SpanKind.SPAN_KIND_CONSUMER
          : SpanKind.SPAN_KIND_SERVER;
    }
    boolean calls = children.stream().anyMatch(child -> !child.service.equals(service));
    return calls ? SpanKind.SPAN_KIND_CLIENT : SpanKind.SPAN_KIND_INTERNAL;
  }
}
