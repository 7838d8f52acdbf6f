// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.otlp.Signal;
import io.traceweir.otlp.Tags;
import io.traceweir.otlp.WireReader;
import java.io.IOException;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fragments of one trace, each once. Reused, one thread.
 *
 * <p>Spans and log records stay slices of the arrays given; what is asked of every one (ids, kind,
 * times, status, the attributes that have a slot) is read at once, text only when asked for.
 */
public final class TraceReader {
  private static final int STRINGS = 4096;

  private final Trace trace;
  private final ItemReader items;
  private final FrameLookup frames;
  private final FrameParts resourceParts = new FrameParts();
  private final FrameParts scopeParts = new FrameParts();

  public TraceReader(AttributeNames names, ResourceCache resources) {
    int truncatedSlot = names.slot(Cutting.TRUNCATED);
    Strings strings = new Strings(STRINGS);
    AttributeValues values = new AttributeValues(strings);
    AttributeSlots slots = new AttributeSlots(names.freeze());
    AttributeReader attributes = new AttributeReader(slots, values);
    EventReader events = new EventReader(strings, attributes);
    items = new ItemReader(attributes);
    frames = new FrameLookup(resources);
    trace =
        new Trace(
            new Pool<>(() -> new Span(strings, events)),
            new Pool<>(() -> new LogRecord(strings, values, slots.size())),
            truncatedSlot);
  }

  /** Begins a trace; {@link TraceId#NONE} takes the log records that have no trace id. */
  public void begin(long idHigh, long idLow) {
    begin(idHigh, idLow, null);
  }

  /**
   * Begins a trace of which some spans are known.
   *
   * @param isNew says by fingerprint whether a span counts; the others are duplicates
   */
  public void begin(long idHigh, long idLow, @Nullable IntPredicate isNew) {
    trace.begin(idHigh, idLow, isNew);
    items.begin(idHigh, idLow);
  }

  /**
   * Adds an OTLP request of the trace that was begun. The array must not change as long as the
   * trace is used. Items that belong to another trace are left out, and counted. Never throws on
   * content: what lies before any damage is read, and the damage is counted.
   */
  public void add(Signal signal, byte[] bytes, int offset, int length) {
    WireReader in = new WireReader(bytes, offset, length);
    if (signal == Signal.SPANS) {
      trace.requested(length);
    }
    try {
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        if (tag == Tags.REQUEST_RESOURCE_FRAME) {
          readResource(signal, in);
        } else {
          in.skip(tag);
        }
      }
    } catch (IOException e) {
      trace.unreadable++;
    }
    resourceParts.release();
    scopeParts.release();
  }

  public Trace finish() {
    return trace;
  }

  private void readResource(Signal signal, WireReader in) throws IOException {
    long entered = in.enter();
    int firstSpan = trace.spanCount();
    int firstLog = trace.logCount();
    resourceParts.begin(in.bytes());
    try {
      int start = in.position();
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        if (tag == Tags.FRAME_CHILD) {
          readScope(signal, in);
        } else {
          in.skip(tag);
          resourceParts.add(start, in.position());
        }
        start = in.position();
      }
      in.leave(entered);
    } finally {
      // the schema URL comes after the scopes, so only now the frame is known
      Resource resource = frames.resource(resourceParts);
      trace.spans.setResource(firstSpan, resource);
      trace.logs.setResource(firstLog, resource);
    }
  }

  private void readScope(Signal signal, WireReader in) throws IOException {
    long entered = in.enter();
    int firstSpan = trace.spanCount();
    int firstLog = trace.logCount();
    scopeParts.begin(in.bytes());
    try {
      int start = in.position();
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        if (tag == Tags.FRAME_CHILD) {
          readItem(signal, in);
        } else {
          in.skip(tag);
          scopeParts.add(start, in.position());
        }
        start = in.position();
      }
      in.leave(entered);
    } finally {
      Scope scope = frames.scope(scopeParts);
      trace.spans.setScope(firstSpan, scope);
      trace.logs.setScope(firstLog, scope);
    }
  }

  private void readItem(Signal signal, WireReader in) throws IOException {
    long entered = in.enter();
    if (signal == Signal.SPANS) {
      Span span = trace.spans.next();
      span.reset(in.bytes(), in.position(), in.end() - in.position());
      if (items.read(in, span)) {
        trace.take(span);
      } else {
        trace.leave(span);
      }
    } else {
      LogRecord log = trace.logs.next();
      log.reset(in.bytes(), in.position(), in.end() - in.position());
      if (items.read(in, log)) {
        trace.take(log);
      } else {
        trace.leave(log);
      }
    }
    in.leave(entered);
  }
}
