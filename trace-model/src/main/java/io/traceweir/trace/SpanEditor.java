// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import com.google.protobuf.CodedOutputStream;
import io.traceweir.otlp.Tags;
import io.traceweir.otlp.WireReader;
import io.traceweir.tracestate.OtelTraceState;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts threshold, rule and trigger, and what was left out, into the bytes of spans. All other
 * fields are copied as they are, except attributes of the same names, which an earlier Traceweir
 * left.
 */
final class SpanEditor {
  private final TraceId traceId;
  private final long threshold;
  private final AddedAttributes ofSpeaker;
  private final AddedAttributes ofOthers;

  /** The span that speaks for its trace; null when none has anything to say. */
  private final @Nullable Span speaker;

  /** Most spans of a trace have the same tracestate, so its successor is kept. */
  private @Nullable String lastHeader;

  private @Nullable String lastMarked;
  private boolean hasLast;

  SpanEditor(Trace trace, Selection selection, Annotation annotation) {
    traceId = new TraceId(trace.idHigh(), trace.idLow());
    threshold = annotation.threshold();
    boolean all = annotation.where() == Annotation.Where.ALL;
    ofOthers = all ? AddedAttributes.why(annotation) : AddedAttributes.NONE;
    ofSpeaker = AddedAttributes.forTrace(annotation);
    speaker = ofSpeaker.isEmpty() ? null : selection.rootOrEarliest();
  }

  /** The span's bytes with what is added to them; as they are when they are broken. */
  Body edit(Span span) {
    String header = span.traceState();
    String marked = mark(header);
    if (Objects.equals(marked, header) && added(span).isEmpty()) {
      return Body.of(span);
    }
    try {
      return rewrite(span, Objects.equals(marked, header) ? null : marked);
    } catch (IOException e) {
      return Body.of(span); // its fields end early: nothing can be added behind them
    }
  }

  /** The span's essentials with what is added to them. */
  byte[] essentials(Span span) {
    return Essentials.of(traceId, span, mark(span.traceState()), added(span).list());
  }

  /** Whether the threshold finds no place in the span's tracestate. */
  boolean isUnmarkable(Span span) {
    return threshold >= 0 && marked(span.traceState()) == null;
  }

  private @Nullable String mark(@Nullable String header) {
    String marked = threshold < 0 ? null : marked(header);
    return marked == null ? header : marked;
  }

  private @Nullable String marked(@Nullable String header) {
    if (!hasLast || !Objects.equals(header, lastHeader)) {
      lastHeader = header;
      lastMarked = OtelTraceState.withThreshold(header, threshold);
      hasLast = true;
    }
    return lastMarked;
  }

  private AddedAttributes added(Span span) {
    return span.equals(speaker) ? ofSpeaker : ofOthers;
  }

  private Body rewrite(Span span, @Nullable String traceState) throws IOException {
    AddedAttributes added = added(span);
    byte[] fields = added.fields();
    // nothing is as long as all of this, so the array is filled up to its last bytes
    int bound = span.length + fields.length + 1 + (traceState == null ? 0 : size(traceState));
    byte[] bytes = new byte[bound];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    String unplaced = traceState;
    WireReader in = new WireReader(span.bytes, span.offset, span.length);
    int start = in.position();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      in.skip(tag);
      boolean replaced =
          tag == Tags.SPAN_TRACE_STATE
              ? traceState != null
              : tag == Tags.SPAN_ATTRIBUTE
                  && !added.isEmpty()
                  && added.replaces(span.bytes, start, in.position());
      if (!replaced) {
        out.writeRawBytes(span.bytes, start, in.position() - start);
      }
      if (tag == Tags.SPAN_ID && unplaced != null) {
        // in field order, as everybody writes it
        writeTraceState(unplaced, out);
        unplaced = null;
      }
      start = in.position();
    }
    if (unplaced != null) {
      writeTraceState(unplaced, out);
    }
    out.writeRawBytes(fields);
    return Body.of(span).with(bytes, out.getTotalBytesWritten());
  }

  /** Not its length: what was no UTF-8 has become characters of three bytes. */
  private static int size(String header) {
    return CodedOutputStream.computeStringSizeNoTag(header);
  }

  private static void writeTraceState(String header, CodedOutputStream out) throws IOException {
    out.writeUInt32NoTag(Tags.SPAN_TRACE_STATE);
    out.writeStringNoTag(header);
  }
}
