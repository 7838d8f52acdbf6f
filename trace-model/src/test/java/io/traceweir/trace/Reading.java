// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.otlp.Signal;
import io.traceweir.testkit.TraceBuilder;

/** Traces of the fixture language, read. */
final class Reading {
  private Reading() {}

  static Trace of(TraceBuilder trace) {
    return of(trace, new TraceReader(new AttributeNames(), new ResourceCache()));
  }

  static Trace of(TraceBuilder trace, TraceReader reader) {
    return of(trace.traceId(), trace.request().toByteArray(), trace.logs().toByteArray(), reader);
  }

  static Trace of(String traceId, byte[] spans, byte[] logs, TraceReader reader) {
    TraceId id = TraceId.ofHex(traceId);
    reader.begin(id.high(), id.low());
    reader.add(Signal.SPANS, spans, 0, spans.length);
    reader.add(Signal.LOGS, logs, 0, logs.length);
    return reader.finish();
  }
}
