// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.testkit;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span of a {@link TraceBuilder}, as far as it has been said. */
final class SpanDraft {
  private static final long MILLI = 1_000_000;

  final @Nullable SpanDraft parent;
  final int index;
  final Span.Builder span = Span.newBuilder();
  final Map<String, Object> resource = new LinkedHashMap<>();
  InstrumentationScope scope = InstrumentationScope.getDefaultInstance();
  final List<LogRecord.Builder> logs = new ArrayList<>();
  @Nullable Long offsetNanos;
  @Nullable Long durationNanos;
  @Nullable Long startNanos;
  @Nullable Long endNanos;
  long lateMillis;

  SpanDraft(@Nullable SpanDraft parent, int index) {
    this.parent = parent;
    this.index = index;
    if (parent != null) {
      resource.putAll(parent.resource);
      scope = parent.scope;
    }
  }

  /**
   * Absolute when said so; else the said offset from the trace's start; else just inside the
   * parent.
   */
  long start(long traceStartNanos) {
    if (startNanos != null) {
      return startNanos;
    }
    if (offsetNanos != null) {
      return traceStartNanos + offsetNanos;
    }
    return parent == null ? traceStartNanos : parent.start(traceStartNanos) + MILLI;
  }

  /** A root takes 100 ms, a child ends just before its parent does, unless said otherwise. */
  long end(long traceStartNanos) {
    if (endNanos != null) {
      return endNanos;
    }
    long start = start(traceStartNanos);
    if (durationNanos != null) {
      return start + durationNanos;
    }
    return parent == null
        ? start + 100 * MILLI
        : Math.max(start, parent.end(traceStartNanos) - MILLI);
  }

  Span finish(ByteString traceId, long traceStartNanos) {
    return span.clone()
        .setTraceId(traceId)
        .setStartTimeUnixNano(start(traceStartNanos))
        .setEndTimeUnixNano(end(traceStartNanos))
        .build();
  }

  List<LogRecord> finishLogs(ByteString traceId, long traceStartNanos) {
    List<LogRecord> finished = new ArrayList<>();
    for (LogRecord.Builder log : logs) {
      LogRecord.Builder copy = log.clone().setTraceId(traceId).setSpanId(span.getSpanId());
      if (copy.getTimeUnixNano() == 0) {
        copy.setTimeUnixNano(start(traceStartNanos));
      }
      finished.add(copy.setObservedTimeUnixNano(copy.getTimeUnixNano()).build());
    }
    return finished;
  }

  Resource resource() {
    return Resource.newBuilder().addAllAttributes(Values.keyValues(resource)).build();
  }
}
