// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.otlp.Part;
import java.util.function.Consumer;

/**
 * Assembles kept spans and logs again from the bytes they came in: byte for byte the same, save for
 * what the annotation adds. Equal resources and scopes are merged; the order within them stays.
 *
 * <p>One reader that refuses an attribute refuses the whole request, so what some readers would
 * refuse (text that is no UTF-8, nesting that is too deep) is mended. An item too large for a
 * request of its own loses as little as possible ({@link Cutting}), and so does a resource or scope
 * that takes more than a quarter of one. Of what is no message, or cannot be made small enough,
 * essentials are left: ids, name, kind, times, status; of a log record the beginning of its body;
 * of a resource the service name. All of these carry {@code traceweir.truncated}.
 */
public final class TraceWriter {
  /**
   * Writes the spans of a trace.
   *
   * @param maxBytes limit of each request; essentials take 4 KiB at most, whatever the limit
   */
  public Written spans(Trace trace, Annotation annotation, int maxBytes, Consumer<byte[]> out) {
    return spans(trace, Selection.all(trace), annotation, maxBytes, out);
  }

  /** As {@link #spans(Trace, Annotation, int, Consumer)}, of those that are selected. */
  public Written spans(
      Trace trace, Selection selection, Annotation annotation, int maxBytes, Consumer<byte[]> out) {
    SpanEditor editor = new SpanEditor(trace, selection, annotation);
    RequestPacker packer = new RequestPacker(maxBytes, out);
    BodyFitter fitter = new BodyFitter(Part.SPAN, packer);
    int unmarked = 0;
    for (Span span : FrameOrder.of(trace.spans, selection::has)) {
      packer.add(fitter.fit(editor.edit(span), () -> editor.essentials(span)));
      unmarked += editor.isUnmarkable(span) ? 1 : 0;
    }
    packer.flush();
    return new Written(selection.spanCount(), fitter.cut(), fitter.mended(), unmarked);
  }

  /** Writes the log records of a trace. See {@link #spans} for the limit. */
  public Written logs(Trace trace, int maxBytes, Consumer<byte[]> out) {
    return logs(trace, Selection.all(trace), maxBytes, out);
  }

  /** As {@link #logs(Trace, int, Consumer)}, of those that are selected. */
  public Written logs(Trace trace, Selection selection, int maxBytes, Consumer<byte[]> out) {
    TraceId id = new TraceId(trace.idHigh(), trace.idLow());
    RequestPacker packer = new RequestPacker(maxBytes, out);
    BodyFitter fitter = new BodyFitter(Part.LOG, packer);
    for (LogRecord log : FrameOrder.of(trace.logs, selection::has)) {
      packer.add(fitter.fit(Body.of(log), () -> Essentials.of(id, log)));
    }
    packer.flush();
    return new Written(selection.logCount(), fitter.cut(), fitter.mended(), 0);
  }
}
