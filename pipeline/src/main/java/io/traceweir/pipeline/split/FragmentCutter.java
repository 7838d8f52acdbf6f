// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

import io.traceweir.otlp.Signal;
import io.traceweir.trace.Annotation;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceReader;
import io.traceweir.trace.TraceWriter;
import java.util.function.ObjIntConsumer;

/**
 * Cuts a fragment that is too large for a record between its spans. Rare: a request is about as
 * large as a record may be, unless it came compressed.
 */
public final class FragmentCutter {
  private static final Annotation UNCHANGED = new Annotation("", "", -1, Annotation.Where.NONE);

  private final int maxBytes;
  private final TraceReader reader;
  private final TraceReader counter;
  private final TraceWriter writer = new TraceWriter();

  /**
   * @param maxRecordBytes no record is larger
   */
  public FragmentCutter(int maxRecordBytes, ResourceCache resources) {
    this.maxBytes = maxRecordBytes - FragmentRecord.HEADER_BYTES;
    this.reader = new TraceReader(new AttributeNames(), resources);
    this.counter = new TraceReader(new AttributeNames(), resources);
  }

  boolean fits(int bytes) {
    return bytes <= maxBytes;
  }

  /** Hands out the pieces and how many spans or log records each has. */
  void cut(
      Signal signal,
      InputReader.TraceId id,
      byte[] bytes,
      int offset,
      int length,
      ObjIntConsumer<byte[]> out) {
    reader.begin(id.high(), id.low(), null);
    reader.add(signal, bytes, offset, length);
    Trace whole = reader.finish();
    if (signal == Signal.SPANS) {
      writer.spans(whole, UNCHANGED, maxBytes, b -> out.accept(b, count(signal, id, b)));
    } else {
      writer.logs(whole, maxBytes, b -> out.accept(b, count(signal, id, b)));
    }
  }

  private int count(Signal signal, InputReader.TraceId id, byte[] piece) {
    counter.begin(id.high(), id.low(), null);
    counter.add(signal, piece, 0, piece.length);
    Trace part = counter.finish();
    return part.spanCount() + part.logCount();
  }
}
