// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.ByteBuffer;

/**
 * A trace of a million spans, and others of ordinary size. Each of its requests ends with a span
 * and a failed one below it; everything else is dull.
 */
final class GiantTrace {
  static final int SPANS = 1_000_000;
  static final int PER_REQUEST = 2_000;
  static final int REQUESTS = SPANS / PER_REQUEST;

  /** How many others there are. */
  static final int OTHERS = 50;

  /** A million spans, each against 50,000 fingerprints of 32 bits: some twelve. */
  static final int MOST_MISTAKEN = 40;

  static final TraceBuilder TRACE = Traces.trace("giant");
  static final ByteString ID = ByteString.fromHex(TRACE.traceId());
  private static final long ROOT_ID = 1;

  private GiantTrace() {}

  /** Three spans, one of which failed. */
  static TraceBuilder other(int number) {
    return Traces.trace("other " + number)
        .root("page")
        .service("shop")
        .child("query")
        .error()
        .child("row");
  }

  static byte[] request(int number) {
    ScopeSpans.Builder spans = ScopeSpans.newBuilder();
    for (int i = 0; i < PER_REQUEST; i++) {
      spans.addSpans(span(number, i));
    }
    var service =
        KeyValue.newBuilder()
            .setKey("service.name")
            .setValue(AnyValue.newBuilder().setStringValue("giant"));
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(service))
                .addScopeSpans(spans))
        .build()
        .toByteArray();
  }

  private static Span.Builder span(int request, int index) {
    long id = ROOT_ID + (long) request * PER_REQUEST + index;
    boolean failed = index == PER_REQUEST - 1;
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(ID)
            .setSpanId(spanId(id))
            .setName("step")
            .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
            .setStartTimeUnixNano(1_000_000_000L + id)
            .setEndTimeUnixNano(1_000_000_100L + id);
    if (id > ROOT_ID) {
      span.setParentSpanId(spanId(failed ? id - 1 : ROOT_ID));
    }
    if (failed) {
      span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
    }
    return span;
  }

  private static ByteString spanId(long id) {
    return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(0, id));
  }
}
