// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.testkit;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Packs drafts the way an SDK does: grouped by resource, then by scope, in order of appearance. */
final class Requests {
  private Requests() {}

  static ExportTraceServiceRequest ofSpans(List<SpanDraft> drafts, ByteString traceId, long start) {
    Map<Resource, Map<InstrumentationScope, ScopeSpans.Builder>> tree = new LinkedHashMap<>();
    for (SpanDraft draft : drafts) {
      tree.computeIfAbsent(draft.resource(), r -> new LinkedHashMap<>())
          .computeIfAbsent(draft.scope, s -> ScopeSpans.newBuilder().setScope(s))
          .addSpans(draft.finish(traceId, start));
    }
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    tree.forEach(
        (resource, scopes) -> {
          ResourceSpans.Builder of = request.addResourceSpansBuilder().setResource(resource);
          scopes.values().forEach(of::addScopeSpans);
        });
    return request.build();
  }

  static ExportLogsServiceRequest ofLogs(List<SpanDraft> drafts, ByteString traceId, long start) {
    Map<Resource, Map<InstrumentationScope, ScopeLogs.Builder>> tree = new LinkedHashMap<>();
    for (SpanDraft draft : drafts) {
      List<LogRecord> logs = draft.finishLogs(traceId, start);
      if (!logs.isEmpty()) {
        tree.computeIfAbsent(draft.resource(), r -> new LinkedHashMap<>())
            .computeIfAbsent(draft.scope, s -> ScopeLogs.newBuilder().setScope(s))
            .addAllLogRecords(logs);
      }
    }
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    tree.forEach(
        (resource, scopes) -> {
          ResourceLogs.Builder of = request.addResourceLogsBuilder().setResource(resource);
          scopes.values().forEach(of::addScopeLogs);
        });
    return request.build();
  }

  static List<Arrival> arrivals(List<SpanDraft> drafts, ByteString traceId, long start) {
    Map<Long, List<SpanDraft>> byLateness = new TreeMap<>();
    for (SpanDraft draft : drafts) {
      byLateness.computeIfAbsent(draft.lateMillis, late -> new ArrayList<>()).add(draft);
    }
    List<Arrival> arrivals = new ArrayList<>();
    byLateness.forEach(
        (late, group) -> {
          long end = group.stream().mapToLong(draft -> draft.end(start)).max().orElse(start);
          long time = end / 1_000_000 + late;
          arrivals.add(new Arrival(time, ofSpans(group, traceId, start)));
          ExportLogsServiceRequest logs = ofLogs(group, traceId, start);
          if (logs.getResourceLogsCount() > 0) {
            arrivals.add(new Arrival(time, logs));
          }
        });
    arrivals.sort((a, b) -> Long.compare(a.timeMillis(), b.timeMillis()));
    return arrivals;
  }
}
