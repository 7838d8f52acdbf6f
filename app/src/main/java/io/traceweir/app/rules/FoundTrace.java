// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.rules;

import io.traceweir.otlp.Signal;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import java.util.List;

/** One trace out of captured files, with all that there is of it. */
public record FoundTrace(TraceId id, List<Part> parts) {

  /** What one request has of it, as a request of its own. */
  record Part(Signal signal, byte[] bytes) {}

  /** Valid until the reader reads the next one. */
  public Trace read(TraceReader reader) {
    reader.begin(id.high(), id.low());
    for (Part part : parts) {
      reader.add(part.signal, part.bytes, 0, part.bytes.length);
    }
    return reader.finish();
  }
}
