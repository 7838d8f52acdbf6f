// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Assembles kept spans and logs again from the bytes they came in: byte for byte the same, save for
 * what the annotation adds. Equal resources and scopes are merged; the order within them stays.
 *
 * <p>An item too large for a request of its own is cut to its essentials (ids, name, kind, times,
 * status; of a log record the beginning of its body), and so is one with damage inside, because it
 * would make the whole request unreadable. Both carry {@code traceweir.truncated}. So does a
 * resource that is damaged, or too large itself, of which only the service name is left.
 */
public final class TraceWriter {
  /**
   * Writes the spans of a trace.
   *
   * @param maxBytes limit of each request; essentials take 4 KiB at most, whatever the limit
   */
  public Written spans(Trace trace, Annotation annotation, int maxBytes, Consumer<byte[]> out) {
    SpanEditor editor = new SpanEditor(trace, annotation);
    RequestPacker packer = new RequestPacker(maxBytes, out);
    int cut = 0;
    int unmarked = 0;
    for (Span span : FrameOrder.of(trace.spans)) {
      boolean damaged = Damage.isIn(span);
      Body whole = damaged ? Body.of(span).with(editor.essentials(span)) : editor.edit(span);
      Body body = fitting(packer, whole, () -> editor.essentials(span));
      packer.add(body);
      cut += damaged || body != whole ? 1 : 0;
      unmarked += editor.isUnmarkable(span) ? 1 : 0;
    }
    packer.flush();
    return new Written(trace.spanCount(), cut, unmarked);
  }

  /** Writes the log records of a trace. See {@link #spans} for the limit. */
  public Written logs(Trace trace, int maxBytes, Consumer<byte[]> out) {
    TraceId id = new TraceId(trace.idHigh(), trace.idLow());
    RequestPacker packer = new RequestPacker(maxBytes, out);
    int cut = 0;
    for (LogRecord log : FrameOrder.of(trace.logs)) {
      boolean damaged = Damage.isIn(log);
      Body whole = damaged ? Body.of(log).with(Essentials.of(id, log)) : Body.of(log);
      Body body = fitting(packer, whole, () -> Essentials.of(id, log));
      packer.add(body);
      cut += damaged || body != whole ? 1 : 0;
    }
    packer.flush();
    return new Written(trace.logCount(), cut, 0);
  }

  /** Cuts the larger one of item and frames first, both when that is not enough. */
  private static Body fitting(RequestPacker packer, Body whole, Supplier<byte[]> essentials) {
    Body readable = Damage.isAround(whole) ? whole.withEssentialFrames() : whole;
    if (packer.fits(readable)) {
      return readable;
    }
    Body cut =
        readable.frameBytes() > readable.length
            ? readable.withEssentialFrames()
            : readable.with(essentials.get());
    return packer.fits(cut) ? cut : cut.withEssentialFrames().with(essentials.get());
  }
}
