// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.MalformedOtlpException.Reason;
import io.traceweir.otlp.RequestSplitter;
import io.traceweir.otlp.Signal;

/**
 * Tells spans from logs by the types of their fields.
 *
 * <p>Both have the same frames, and nothing in them says which it is. But the first field of a span
 * is its trace id, and the first field of a log record is a number: no span with a trace id can be
 * read as a log record, and no log record as a span with one.
 */
final class ProtobufSignal implements RequestSplitter.Visitor {
  private enum Reading {
    IMPOSSIBLE,
    WITHOUT_ITEMS,
    WITH_ITEMS
  }

  private boolean found;

  private ProtobufSignal() {}

  /** Spans when there is nothing in it that says otherwise. */
  static Signal of(byte[] request) throws MalformedOtlpException {
    Reading spans = read(Signal.SPANS, request);
    if (spans == Reading.WITH_ITEMS) {
      return Signal.SPANS;
    }
    Reading logs = read(Signal.LOGS, request);
    if (logs == Reading.WITH_ITEMS) {
      return Signal.LOGS;
    }
    if (spans == Reading.IMPOSSIBLE && logs == Reading.IMPOSSIBLE) {
      throw new MalformedOtlpException(
          Reason.NOT_OTLP, "the bytes can be read neither as spans nor as logs");
    }
    return spans == Reading.IMPOSSIBLE ? Signal.LOGS : Signal.SPANS;
  }

  private static Reading read(Signal signal, byte[] request) {
    ProtobufSignal visitor = new ProtobufSignal();
    try {
      new RequestSplitter().visit(signal, request, visitor);
    } catch (MalformedOtlpException e) {
      return Reading.IMPOSSIBLE;
    }
    return visitor.found ? Reading.WITH_ITEMS : Reading.WITHOUT_ITEMS;
  }

  @Override
  public void trace(long idHigh, long idLow, int items) {
    found = true;
  }

  @Override
  public void withoutTrace(int items) {
    found = true;
  }

  @Override
  public void rejected(int items) {}
}
