// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.traceweir.trace.TraceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Packs a trace the way an SDK does: by resource, then by scope, in order of appearance. */
final class RequestWriter {
  private final ItemWriter items;
  private final List<Placed> spans;
  private final List<LogDraft> logs;
  private final long originNanos;

  RequestWriter(TraceId id, String rv, long originNanos, List<Placed> spans, List<LogDraft> logs) {
    this.items = new ItemWriter(ByteString.copyFrom(id.bytes()), rv);
    this.originNanos = originNanos;
    this.spans = spans;
    this.logs = logs;
  }

  Requests write(boolean late) {
    return new Requests(spans(late), logs(late));
  }

  private byte[] spans(boolean late) {
    Map<Resource, Map<InstrumentationScope, ScopeSpans.Builder>> tree = new LinkedHashMap<>();
    for (Placed span : spans) {
      SpanDraft draft = span.draft();
      if (draft.isLate == late) {
        tree.computeIfAbsent(resource(draft.resourceAttributes()), r -> new LinkedHashMap<>())
            .computeIfAbsent(scope(draft.scope), s -> ScopeSpans.newBuilder().setScope(s))
            .addSpans(items.span(span));
      }
    }
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    tree.forEach(
        (resource, scopes) -> {
          ResourceSpans.Builder of = request.addResourceSpansBuilder().setResource(resource);
          scopes.values().forEach(of::addScopeSpans);
        });
    return request.build().toByteArray();
  }

  private byte[] logs(boolean late) {
    Map<Resource, Map<InstrumentationScope, ScopeLogs.Builder>> tree = new LinkedHashMap<>();
    for (Placed span : spans) {
      for (LogDraft log : span.draft().logs) {
        if (log.isLate == late) {
          scopeLogs(log, tree).addLogRecords(items.log(log, span));
        }
      }
    }
    for (LogDraft log : logs) {
      if (log.isLate == late) {
        scopeLogs(log, tree).addLogRecords(items.log(log, originNanos));
      }
    }
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    tree.forEach(
        (resource, scopes) -> {
          ResourceLogs.Builder of = request.addResourceLogsBuilder().setResource(resource);
          scopes.values().forEach(of::addScopeLogs);
        });
    return request.build().toByteArray();
  }

  private static ScopeLogs.Builder scopeLogs(
      LogDraft log, Map<Resource, Map<InstrumentationScope, ScopeLogs.Builder>> tree) {
    return tree.computeIfAbsent(resource(log.resourceAttributes()), r -> new LinkedHashMap<>())
        .computeIfAbsent(scope(log.scopeAttributes()), s -> ScopeLogs.newBuilder().setScope(s));
  }

  private static Resource resource(Map<String, Object> attributes) {
    return Resource.newBuilder().addAllAttributes(Values.of(attributes)).build();
  }

  /** Name and version are fields of their own; the rest are attributes. */
  private static InstrumentationScope scope(Map<String, Object> said) {
    Map<String, Object> attributes = new LinkedHashMap<>(said);
    Object name = attributes.remove("name");
    Object version = attributes.remove("version");
    return InstrumentationScope.newBuilder()
        .setName(name == null ? "" : name.toString())
        .setVersion(version == null ? "" : version.toString())
        .addAllAttributes(Values.of(attributes))
        .build();
  }
}
