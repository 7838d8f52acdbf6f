// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that a service does: a span, and what was said meanwhile. */
final class Operation {
  private final ShopTrace trace;
  private final @Nullable Operation parent;
  private final Pod pod;
  private final SpanKind kind;
  private final String name;
  private final long id;
  private final Span.Builder span;
  private final List<LogRecord> logs = new ArrayList<>();
  private @Nullable String database;
  private @Nullable String address;
  private boolean failed;
  private boolean retry;
  private long endNanos;

  Operation(
      ShopTrace trace,
      @Nullable Operation parent,
      Pod pod,
      SpanKind kind,
      String name,
      long startNanos) {
    this.trace = trace;
    this.parent = parent;
    this.pod = pod;
    this.kind = kind;
    this.name = name;
    this.id = trace.nextSpanId();
    this.span =
        Span.newBuilder()
            .setTraceId(trace.idBytes())
            .setSpanId(ShopTrace.bytes(id))
            .setName(name)
            .setKind(kind)
            .setFlags(1)
            .setStartTimeUnixNano(startNanos);
    if (parent != null) {
      span.setParentSpanId(ShopTrace.bytes(parent.id));
    }
  }

  ShopTrace trace() {
    return trace;
  }

  @Nullable Operation parent() {
    return parent;
  }

  Pod pod() {
    return pod;
  }

  String service() {
    return pod.service().serviceName();
  }

  SpanKind kind() {
    return kind;
  }

  String name() {
    return name;
  }

  long id() {
    return id;
  }

  long start() {
    return span.getStartTimeUnixNano();
  }

  long end() {
    return endNanos;
  }

  boolean isFailed() {
    return failed;
  }

  /** It asks for what was asked before. */
  boolean isRetry() {
    return retry;
  }

  boolean isHeldUp() {
    return trace.isHeldUp(pod.service());
  }

  List<LogRecord> logs() {
    return logs;
  }

  /** The database that is called, or null. */
  @Nullable String database() {
    return database;
  }

  /** The host that is called, or null. */
  @Nullable String address() {
    return address;
  }

  Operation child(ShopService at, SpanKind kind, String name, long startNanos) {
    return trace.open(this, at, kind, name, startNanos);
  }

  Operation with(String key, String value) {
    span.addAttributes(ShopService.attribute(key, value));
    return this;
  }

  Operation with(String key, long value) {
    span.addAttributes(ShopService.attribute(key, value));
    return this;
  }

  /** The other end of a call. */
  Operation to(String host, int port) {
    address = host;
    return with("server.address", host).with("server.port", port);
  }

  Operation toDatabase(String system, @Nullable String namespace) {
    database = namespace == null ? system : namespace;
    with("db.system.name", system);
    return namespace == null ? this : with("db.namespace", namespace);
  }

  Operation retry(int attempt) {
    retry = true;
    return with("http.request.resend_count", attempt);
  }

  Operation linkedTo(Operation cause) {
    span.addLinksBuilder().setTraceId(cause.trace.idBytes()).setSpanId(ShopTrace.bytes(cause.id));
    return this;
  }

  Operation failed(String errorType, String message) {
    failed = true;
    span.setStatus(
        Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage(message));
    return with("error.type", errorType);
  }

  /** Says something at a time between start and end. */
  Operation says(SeverityNumber severity, String text, long timeNanos) {
    LogRecord log =
        LogRecord.newBuilder()
            .setTimeUnixNano(timeNanos)
            .setObservedTimeUnixNano(timeNanos)
            .setSeverityNumber(severity)
            .setSeverityText(severity.name().replace("SEVERITY_NUMBER_", ""))
            .setBody(AnyValue.newBuilder().setStringValue(text))
            .setTraceId(trace.idBytes())
            .setSpanId(span.getSpanId())
            .setFlags(1)
            .build();
    logs.add(log);
    trace.items().add(new Item(pod, trace.sendNanos(pod.service(), timeNanos), null, log));
    return this;
  }

  /** The end, given back for the caller's clock. */
  long close(long atNanos) {
    endNanos = atNanos;
    Span finished = span.setEndTimeUnixNano(atNanos).build();
    trace.items().add(new Item(pod, trace.sendNanos(pod.service(), atNanos), finished, null));
    return atNanos;
  }
}
