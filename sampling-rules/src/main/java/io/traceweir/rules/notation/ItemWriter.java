// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;

/** Single spans and log records of one trace, as OTLP has them. */
final class ItemWriter {
  /** Ids of spans count from 1; those of parents that are missing are far from them. */
  private static final long MISSING = 0xdead_0000_0000_0000L;

  private final ByteString traceId;
  private final String traceState;

  ItemWriter(ByteString traceId, String rv) {
    this.traceId = traceId;
    this.traceState = rv.isEmpty() ? "" : "ot=rv:" + rv;
  }

  Span span(Placed placed) {
    SpanDraft draft = placed.draft();
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(traceId)
            .setSpanId(id(placed.number()))
            .setName(draft.name)
            .setKind(draft.kindOrDefault())
            .setTraceState(draft.traceState.isEmpty() ? traceState : draft.traceState)
            .setFlags(draft.flags)
            .setStartTimeUnixNano(placed.startNanos())
            .setEndTimeUnixNano(placed.endNanos())
            .addAllAttributes(Values.of(draft.attributes));
    if (draft.status != null || !draft.statusMessage.isEmpty()) {
      span.setStatus(status(draft));
    }
    Placed parent = placed.parent();
    if (parent != null) {
      span.setParentSpanId(id(parent.number()));
    } else if (draft.isOrphan) {
      span.setParentSpanId(id(MISSING + placed.number()));
    }
    draft.events.forEach(event -> span.addEvents(event(event, placed.startNanos())));
    return span.build();
  }

  private static Status status(SpanDraft draft) {
    Status.Builder status = Status.newBuilder().setMessage(draft.statusMessage);
    return (draft.status == null ? status : status.setCode(draft.status)).build();
  }

  private static Span.Event event(EventDraft draft, long spanStartNanos) {
    return Span.Event.newBuilder()
        .setName(draft.name)
        .setTimeUnixNano(spanStartNanos + after(draft))
        .addAllAttributes(Values.of(draft.attributes))
        .build();
  }

  /** A log record of a span. */
  LogRecord log(LogDraft draft, Placed span) {
    return builder(draft, span.startNanos()).setSpanId(id(span.number())).build();
  }

  /** One of the trace as a whole. */
  LogRecord log(LogDraft draft, long originNanos) {
    return builder(draft, originNanos).build();
  }

  private LogRecord.Builder builder(LogDraft draft, long startNanos) {
    long time = startNanos + after(draft);
    LogRecord.Builder log =
        LogRecord.newBuilder()
            .setTraceId(traceId)
            .setTimeUnixNano(time)
            .setObservedTimeUnixNano(time)
            .setSeverityNumber(draft.severity)
            .setSeverityText(draft.severityText)
            .addAllAttributes(Values.of(draft.attributes));
    return draft.body == null ? log : log.setBody(Values.of(draft.body));
  }

  private static long after(Draft draft) {
    return draft.startsAfterNanos == null ? 0 : draft.startsAfterNanos;
  }

  private static ByteString id(long number) {
    return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(number).array());
  }
}
