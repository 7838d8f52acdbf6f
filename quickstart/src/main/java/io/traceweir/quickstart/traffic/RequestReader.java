// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/** Looks into a request for what its record needs: the time, and which traces it is a part of. */
final class RequestReader {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Set<TraceId> traces = new HashSet<>();
  private int items;
  private long latestNanos;

  private RequestReader() {}

  static Request read(Signal signal, byte[] protobuf) throws InvalidProtocolBufferException {
    return switch (signal) {
      case SPANS -> of(ExportTraceServiceRequest.parseFrom(protobuf));
      case LOGS -> of(ExportLogsServiceRequest.parseFrom(protobuf));
    };
  }

  static Request of(ExportTraceServiceRequest request) {
    RequestReader reader = new RequestReader();
    request.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .forEach(reader::add);
    return reader.finish(Signal.SPANS, request.toByteString());
  }

  static Request of(ExportLogsServiceRequest request) {
    RequestReader reader = new RequestReader();
    request.getResourceLogsList().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .forEach(reader::add);
    return reader.finish(Signal.LOGS, request.toByteString());
  }

  private void add(Span span) {
    add(span.getTraceId(), Math.max(span.getStartTimeUnixNano(), span.getEndTimeUnixNano()));
  }

  private void add(LogRecord log) {
    long time = log.getTimeUnixNano();
    add(log.getTraceId(), time == 0 ? log.getObservedTimeUnixNano() : time);
  }

  private void add(ByteString traceId, long timeNanos) {
    items++;
    latestNanos = Math.max(latestNanos, timeNanos);
    if (traceId.size() == 16) {
      ByteBuffer id = traceId.asReadOnlyByteBuffer();
      TraceId trace = new TraceId(id.getLong(), id.getLong());
      if (trace.high() != 0 || trace.low() != 0) {
        traces.add(trace);
      }
    }
  }

  private Request finish(Signal signal, ByteString value) {
    // Rounded up: a record is never older than what is in it.
    long millis = (latestNanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
    return new Request(signal, millis, value, items, traces);
  }
}
