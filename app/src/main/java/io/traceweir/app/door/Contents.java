// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.RequestSplitter;
import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.util.HashSet;
import java.util.Set;

/** Counts what is in a request while its structure is verified. */
final class Contents implements RequestSplitter.Visitor {
  private final Set<TraceId> traces = new HashSet<>();
  private int items;
  private int withoutTrace;
  private int rejected;

  private Contents() {}

  static Receipt of(Signal signal, byte[] protobuf) throws MalformedOtlpException {
    Contents contents = new Contents();
    if (protobuf.length > 0) { // no bytes are an empty request
      new RequestSplitter().visit(signal, protobuf, contents);
    }
    return new Receipt(
        signal, contents.items, contents.withoutTrace, contents.rejected, contents.traces);
  }

  @Override
  public void trace(long idHigh, long idLow, int items) {
    traces.add(new TraceId(idHigh, idLow));
    this.items += items;
  }

  @Override
  public void withoutTrace(int items) {
    withoutTrace += items;
  }

  @Override
  public void rejected(int items) {
    rejected += items;
  }
}
