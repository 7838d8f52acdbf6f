// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.List;

/** Reads the span ids of a request. */
final class SpanIds {
  private SpanIds() {}

  static void of(byte[] request, List<Long> out) {
    try {
      ExportTraceServiceRequest.parseFrom(request).getResourceSpansList().stream()
          .flatMap(r -> r.getScopeSpansList().stream())
          .flatMap(s -> s.getSpansList().stream())
          .forEach(span -> out.add(span.getSpanId().asReadOnlyByteBuffer().getLong()));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
