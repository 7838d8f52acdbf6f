// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.quickstart.traffic.ShopTrace.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one Collector sends at once: a request of spans and a request of logs. */
final class Batch {
  private static final class Source {
    private final ShopService service;
    private final List<Span> spans = new ArrayList<>();
    private final List<LogRecord> logs = new ArrayList<>();

    private Source(ShopService service) {
      this.service = service;
    }
  }

  private final Map<Resource, Source> sources = new LinkedHashMap<>();

  void add(Item item) {
    Source source =
        sources.computeIfAbsent(
            item.service().resource(item.instance()), resource -> new Source(item.service()));
    if (item.span() != null) {
      source.spans.add(item.span());
    }
    if (item.log() != null) {
      source.logs.add(item.log());
    }
  }

  void drainTo(Collection<Request> out) {
    ExportTraceServiceRequest.Builder spans = ExportTraceServiceRequest.newBuilder();
    ExportLogsServiceRequest.Builder logs = ExportLogsServiceRequest.newBuilder();
    sources.forEach(
        (resource, source) -> {
          if (!source.spans.isEmpty()) {
            spans
                .addResourceSpansBuilder()
                .setResource(resource)
                .addScopeSpansBuilder()
                .setScope(source.service.scope())
                .addAllSpans(source.spans);
          }
          if (!source.logs.isEmpty()) {
            logs.addResourceLogsBuilder()
                .setResource(resource)
                .addScopeLogsBuilder()
                .setScope(source.service.scope())
                .addAllLogRecords(source.logs);
          }
        });
    if (spans.getResourceSpansCount() > 0) {
      out.add(RequestReader.of(spans.build()));
    }
    if (logs.getResourceLogsCount() > 0) {
      out.add(RequestReader.of(logs.build()));
    }
    sources.clear();
  }
}
