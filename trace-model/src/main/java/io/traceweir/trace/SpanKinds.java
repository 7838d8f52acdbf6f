// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CONSUMER_VALUE;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER_VALUE;

/** What a span's kind says about its place in the trace. */
final class SpanKinds {
  private SpanKinds() {}

  /** Whether work enters a service with it. */
  static boolean isEntry(Span span) {
    return span.kind == SPAN_KIND_SERVER_VALUE || span.kind == SPAN_KIND_CONSUMER_VALUE;
  }
}
