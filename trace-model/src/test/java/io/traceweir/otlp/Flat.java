// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;

/** The naive model: a request as a list of items, each with everything around it. */
public record Flat(ByteString request, ByteString resource, ByteString scope, ByteString item) {
  public static List<Flat> ofSpans(byte[] bytes) {
    try {
      ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(bytes);
      ByteString rest = request.toBuilder().clearResourceSpans().build().toByteString();
      List<Flat> flat = new ArrayList<>();
      for (ResourceSpans resource : request.getResourceSpansList()) {
        ByteString head = resource.toBuilder().clearScopeSpans().build().toByteString();
        for (ScopeSpans scope : resource.getScopeSpansList()) {
          ByteString scopeHead = scope.toBuilder().clearSpans().build().toByteString();
          for (Span span : scope.getSpansList()) {
            flat.add(new Flat(rest, head, scopeHead, span.toByteString()));
          }
        }
      }
      return flat;
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  public static List<Flat> ofLogs(byte[] bytes) {
    try {
      ExportLogsServiceRequest request = ExportLogsServiceRequest.parseFrom(bytes);
      ByteString rest = request.toBuilder().clearResourceLogs().build().toByteString();
      List<Flat> flat = new ArrayList<>();
      for (ResourceLogs resource : request.getResourceLogsList()) {
        ByteString head = resource.toBuilder().clearScopeLogs().build().toByteString();
        for (ScopeLogs scope : resource.getScopeLogsList()) {
          ByteString scopeHead = scope.toBuilder().clearLogRecords().build().toByteString();
          for (LogRecord log : scope.getLogRecordsList()) {
            flat.add(new Flat(rest, head, scopeHead, log.toByteString()));
          }
        }
      }
      return flat;
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  public static List<Flat> of(Signal signal, byte[] bytes) {
    return signal == Signal.SPANS ? ofSpans(bytes) : ofLogs(bytes);
  }

  public Span span() {
    try {
      return Span.parseFrom(item);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  public LogRecord log() {
    try {
      return LogRecord.parseFrom(item);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /** Of a log record. */
  public Flat withoutSpanId() {
    ByteString without = log().toBuilder().clearSpanId().build().toByteString();
    return new Flat(request, resource, scope, without);
  }

  /** Without the request's own fields, which a trace that is assembled has no place for. */
  public Flat withoutRequest() {
    return new Flat(ByteString.EMPTY, resource, scope, item);
  }
}
