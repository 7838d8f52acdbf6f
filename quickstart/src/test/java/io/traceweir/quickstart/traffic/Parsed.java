// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests as whoever receives them reads them, with the time at which each item came first. */
final class Parsed {
  record ParsedSpan(Span span, Resource resource, long firstMillis) {
    TraceId trace() {
      return Parsed.trace(span.getTraceId());
    }

    String service() {
      return attribute(resource.getAttributesList(), "service.name");
    }

    String attribute(String key) {
      return attribute(span.getAttributesList(), key);
    }

    static String attribute(List<KeyValue> attributes, String key) {
      for (KeyValue attribute : attributes) {
        if (attribute.getKey().equals(key)) {
          return attribute.getValue().hasStringValue()
              ? attribute.getValue().getStringValue()
              : Long.toString(attribute.getValue().getIntValue());
        }
      }
      return "";
    }
  }

  record ParsedLog(LogRecord log, long firstMillis) {
    TraceId trace() {
      return Parsed.trace(log.getTraceId());
    }
  }

  /** Distinct ones, in the order in which they came. */
  final Map<ByteString, ParsedSpan> spans = new LinkedHashMap<>();

  final List<ParsedLog> logs = new ArrayList<>();
  private final Map<TraceId, List<ParsedSpan>> byTrace = new HashMap<>();
  private final Map<LogRecord, Boolean> seen = new LinkedHashMap<>();
  int repeatedSpans;

  static Parsed of(Iterable<Request> requests) {
    Parsed parsed = new Parsed();
    requests.forEach(parsed::add);
    return parsed;
  }

  List<ParsedSpan> spans(TraceId trace) {
    return byTrace.getOrDefault(trace, List.of());
  }

  private void add(Request request) {
    try {
      if (request.signal() == Signal.SPANS) {
        addSpans(ExportTraceServiceRequest.parseFrom(request.value()), request.timeMillis());
      } else {
        addLogs(ExportLogsServiceRequest.parseFrom(request.value()), request.timeMillis());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void addSpans(ExportTraceServiceRequest request, long millis) {
    for (var resource : request.getResourceSpansList()) {
      for (var scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          var parsed = new ParsedSpan(span, resource.getResource(), millis);
          if (spans.putIfAbsent(span.getSpanId(), parsed) != null) {
            repeatedSpans++;
          } else {
            byTrace.computeIfAbsent(parsed.trace(), t -> new ArrayList<>()).add(parsed);
          }
        }
      }
    }
  }

  private void addLogs(ExportLogsServiceRequest request, long millis) {
    for (var resource : request.getResourceLogsList()) {
      for (var scope : resource.getScopeLogsList()) {
        for (LogRecord log : scope.getLogRecordsList()) {
          if (seen.put(log, true) == null) {
            logs.add(new ParsedLog(log, millis));
          }
        }
      }
    }
  }

  static TraceId trace(ByteString id) {
    ByteBuffer bytes = id.asReadOnlyByteBuffer();
    return new TraceId(bytes.getLong(), bytes.getLong());
  }
}
