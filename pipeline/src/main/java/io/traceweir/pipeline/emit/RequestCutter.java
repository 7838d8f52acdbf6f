// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.emit;

import io.traceweir.otlp.Signal;
import io.traceweir.trace.Annotation;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import io.traceweir.trace.TraceWriter;
import io.traceweir.trace.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ObjIntConsumer;

/**
 * Cuts a request with one trace, or with logs of none ({@link TraceId#NONE}), which is too large
 * for a record, between its spans or log records; a single one that is too large is cut itself.
 * What some readers would refuse is mended on the way. Rare: a request is about as large as a
 * record may be, unless it came compressed or becomes JSON.
 */
public final class RequestCutter {
  private static final Annotation UNCHANGED = new Annotation("", "", -1, Annotation.Where.NONE);

  private final TraceReader reader;
  private final TraceReader counter;
  private final TraceWriter writer = new TraceWriter();

  private final IntConsumer cut;

  public RequestCutter(ResourceCache resources) {
    this(resources, items -> {});
  }

  /**
   * Tells what it had to cut.
   *
   * @param cut gets the number of spans or log records that lost something
   */
  public RequestCutter(ResourceCache resources, IntConsumer cut) {
    this.cut = cut;
    this.reader = new TraceReader(new AttributeNames(), resources);
    this.counter = new TraceReader(new AttributeNames(), resources);
  }

  /** Hands out pieces below {@code maxBytes} and how many spans or log records each has. */
  public void cut(
      Signal signal, TraceId id, byte[] request, int maxBytes, ObjIntConsumer<byte[]> out) {
    Trace whole = read(reader, signal, id, request);
    List<byte[]> pieces = new ArrayList<>(); // who gets one may want it cut again, by this reader
    Written written =
        signal == Signal.SPANS
            ? writer.spans(whole, UNCHANGED, maxBytes, pieces::add)
            : writer.logs(whole, maxBytes, pieces::add);
    cut.accept(written.cut());
    pieces.forEach(piece -> out.accept(piece, count(signal, id, piece)));
  }

  private int count(Signal signal, TraceId id, byte[] piece) {
    Trace part = read(counter, signal, id, piece);
    return part.spanCount() + part.logCount();
  }

  private static Trace read(TraceReader reader, Signal signal, TraceId id, byte[] request) {
    reader.begin(id.high(), id.low());
    reader.add(signal, request, 0, request.length);
    return reader.finish();
  }
}
