// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one Collector sends at once: a request of spans and a request of logs. */
final class Batch {
  private static final class Source {
    private final List<Span> spans = new ArrayList<>();
    private final List<LogRecord> logs = new ArrayList<>();
  }

  private final Map<Pod, Source> sources = new LinkedHashMap<>();
  private long spansNanos;
  private long logsNanos;

  void add(Item item) {
    Source source = sources.computeIfAbsent(item.pod(), pod -> new Source());
    if (item.span() != null) {
      source.spans.add(item.span());
      spansNanos = Math.max(spansNanos, item.sendNanos());
    }
    if (item.log() != null) {
      source.logs.add(item.log());
      logsNanos = Math.max(logsNanos, item.sendNanos());
    }
  }

  void drainTo(Collection<Request> out) {
    ExportTraceServiceRequest.Builder spans = ExportTraceServiceRequest.newBuilder();
    ExportLogsServiceRequest.Builder logs = ExportLogsServiceRequest.newBuilder();
    sources.forEach(
        (pod, source) -> {
          if (!source.spans.isEmpty()) {
            spans
                .addResourceSpansBuilder()
                .setResource(pod.resource())
                .addScopeSpansBuilder()
                .setScope(pod.scope())
                .addAllSpans(source.spans);
          }
          if (!source.logs.isEmpty()) {
            logs.addResourceLogsBuilder()
                .setResource(pod.resource())
                .addScopeLogsBuilder()
                .setScope(pod.scope())
                .addAllLogRecords(source.logs);
          }
        });
    if (spans.getResourceSpansCount() > 0) {
      out.add(RequestReader.of(spans.build()).notBefore(spansNanos));
    }
    if (logs.getResourceLogsCount() > 0) {
      out.add(RequestReader.of(logs.build()).notBefore(logsNanos));
    }
    sources.clear();
  }
}
