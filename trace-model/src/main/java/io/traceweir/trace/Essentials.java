// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left of an item that is damaged, or that {@link Cutting} cannot help: a few hundred
 * bytes.
 */
final class Essentials {
  private static final int MAX_TEXT = 256;

  private Essentials() {}

  static byte[] of(TraceId trace, Span span, @Nullable String traceState, List<KeyValue> added) {
    var essentials =
        io.opentelemetry.proto.trace.v1.Span.newBuilder()
            .setTraceId(ByteString.copyFrom(trace.bytes()))
            .setSpanId(id(span.id))
            .setParentSpanId(span.parentId == 0 ? ByteString.EMPTY : id(span.parentId))
            .setName(shortened(span.name()))
            .setKindValue(span.kind)
            .setFlags(span.flags)
            .setStartTimeUnixNano(span.startNanos)
            .setEndTimeUnixNano(span.endNanos)
            .addAttributes(Cutting.MARK);
    if (traceState != null && traceState.length() <= 2 * MAX_TEXT) {
      essentials.setTraceState(traceState);
    }
    if (span.status != 0) {
      essentials.setStatus(Status.newBuilder().setCodeValue(span.status));
    }
    return essentials.addAllAttributes(added).build().toByteArray();
  }

  static byte[] of(TraceId trace, LogRecord log) {
    var essentials =
        io.opentelemetry.proto.logs.v1.LogRecord.newBuilder()
            .setTraceId(
                trace.equals(TraceId.NONE) ? ByteString.EMPTY : ByteString.copyFrom(trace.bytes()))
            .setSpanId(log.spanId == 0 ? ByteString.EMPTY : id(log.spanId))
            .setTimeUnixNano(log.timeNanos)
            .setObservedTimeUnixNano(log.observedTimeNanos)
            .setSeverityNumberValue(log.severityNumber)
            .setSeverityText(shortened(log.severityText()))
            .addAttributes(Cutting.MARK);
    String body = log.body();
    if (body != null) {
      essentials.setBody(AnyValue.newBuilder().setStringValue(shortened(body)));
    }
    return essentials.build().toByteArray();
  }

  /** Of a resource that is too large itself: who it is, nothing more. */
  static Resource of(Resource resource) {
    var essentials =
        io.opentelemetry.proto.resource.v1.Resource.newBuilder().addAttributes(Cutting.MARK);
    if (!resource.serviceName().isEmpty()) {
      essentials.addAttributes(
          KeyValue.newBuilder()
              .setKey("service.name")
              .setValue(AnyValue.newBuilder().setStringValue(shortened(resource.serviceName()))));
    }
    return new Resource(ResourceSpans.newBuilder().setResource(essentials).build().toByteArray());
  }

  /** Cut between characters, never within one. */
  private static String shortened(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT);
  }

  private static ByteString id(long id) {
    return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(0, id));
  }
}
