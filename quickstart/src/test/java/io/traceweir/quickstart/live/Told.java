// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import io.traceweir.app.outcome.Decision;
import io.traceweir.trace.TraceId;
import java.util.ArrayList;
import java.util.List;

/** A kept trace as it is read, span by span. */
final class Told {
  private final List<byte[]> spans = new ArrayList<>();
  private final List<byte[]> logs = new ArrayList<>();

  /** A span of this many milliseconds from the start, under a parent; "" for the root. */
  Told span(String parent, String id, String service, String name, long from, long to) {
    return add(service, builder(parent, id, name, from, to));
  }

  Told failed(String parent, String id, String service, String name, String message) {
    Status.Builder status =
        Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage(message);
    return add(service, builder(parent, id, name, 0, 10).setStatus(status));
  }

  Told root(String name, long to, long answer) {
    return add("frontend", builder("", "root", name, 0, to).addAttributes(code(answer)));
  }

  Told failedRoot(String name, long answer) {
    Status.Builder status = Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR);
    return add(
        "frontend", builder("", "root", name, 0, 10).addAttributes(code(answer)).setStatus(status));
  }

  Told log(String service, SeverityNumber severity, String body) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    var resource = request.addResourceLogsBuilder();
    resource.getResourceBuilder().addAttributes(text("service.name", service));
    resource
        .addScopeLogsBuilder()
        .addLogRecords(
            LogRecord.newBuilder()
                .setSeverityNumber(severity)
                .setBody(AnyValue.newBuilder().setStringValue(body)));
    logs.add(request.build().toByteArray());
    return this;
  }

  Told add(String service, Span.Builder span) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    var resource = request.addResourceSpansBuilder();
    resource.getResourceBuilder().addAttributes(text("service.name", service));
    resource.addScopeSpansBuilder().addSpans(span);
    spans.add(request.build().toByteArray());
    return this;
  }

  static Span.Builder builder(String parent, String id, String name, long from, long to) {
    return Span.newBuilder()
        .setSpanId(ByteString.copyFromUtf8(id))
        .setParentSpanId(ByteString.copyFromUtf8(parent))
        .setName(name)
        .setKind(SpanKind.SPAN_KIND_SERVER)
        .setStartTimeUnixNano(from * 1_000_000)
        .setEndTimeUnixNano(to * 1_000_000);
  }

  static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static KeyValue code(long answer) {
    return KeyValue.newBuilder()
        .setKey("http.response.status_code")
        .setValue(AnyValue.newBuilder().setIntValue(answer))
        .build();
  }

  List<byte[]> spans() {
    return spans;
  }

  List<byte[]> logs() {
    return logs;
  }

  Story story(String name, double millis) {
    return StoryTeller.tell(decision(1, true, "errors", name, millis, spans.size()), spans, logs);
  }

  static Decision decision(
      int trace, boolean kept, String rule, String name, double millis, int spans) {
    return new Decision(
        new TraceId(0, trace), kept, rule, "root", spans, 0, 0, millis, "frontend", name);
  }
}
