// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.jspecify.annotations.Nullable;

/** A span. Valid until its reader begins another trace. */
public final class Span extends TraceItem {
  long id;
  long parentId;
  int kind;
  int status;
  int flags;
  long startNanos;
  long endNanos;
  int nameAt;
  int nameLength;
  int traceStateAt;
  int traceStateLength;
  private int eventAt;
  private int eventLength;
  private int eventCount;

  private @Nullable String name;
  private @Nullable String traceState;
  private @Nullable SpanDetails details;
  private final EventReader eventReader;
  private @Nullable SpanEvents events;
  private boolean hasEvents;

  Span(Strings strings, EventReader eventReader) {
    super(strings, eventReader.slots());
    this.eventReader = eventReader;
  }

  @Override
  void reset(byte[] bytes, int offset, int length) {
    super.reset(bytes, offset, length);
    id = 0;
    parentId = 0;
    kind = 0;
    status = 0;
    flags = 0;
    startNanos = 0;
    endNanos = 0;
    nameLength = 0;
    name = null;
    traceStateLength = 0;
    traceState = null;
    details = null;
    eventCount = 0;
    hasEvents = false;
  }

  @Override
  void release() {
    super.release();
    details = null;
    if (events != null) {
      events.release();
    }
  }

  /** Notes where an event lies; they come in their order. */
  void sawEvent(int at, int length) {
    if (eventCount++ == 0) {
      eventAt = at;
      eventLength = length;
    }
  }

  public int eventCount() {
    return eventCount;
  }

  /** Read from the bytes when it is asked for; valid until another event of this span is. */
  public SpanEvent event(int i) {
    if (i < 0 || i >= eventCount) {
      throw new IndexOutOfBoundsException(i);
    }
    if (events == null) {
      events = new SpanEvents(eventReader);
    }
    if (!hasEvents) {
      events.reset(bytes, eventAt, eventLength, offset + length);
      hasEvents = true;
    }
    return events.get(i);
  }

  /** What is rarely asked for; read again from its bytes when it is, once. */
  public SpanDetails details() {
    if (details == null) {
      details = new SpanDetails(bytes, offset, length);
    }
    return details;
  }

  public long id() {
    return id;
  }

  /** 0 when it has no parent. */
  public long parentId() {
    return parentId;
  }

  public String name() {
    if (name == null) {
      name = strings.get(bytes, nameAt, nameLength);
    }
    return name;
  }

  /** The number of OTLP's SpanKind. */
  public int kind() {
    return kind;
  }

  /** The number of OTLP's StatusCode. */
  public int status() {
    return status;
  }

  public boolean isError() {
    return status == StatusCode.STATUS_CODE_ERROR_VALUE;
  }

  /** Unsigned, since 1970. */
  public long startNanos() {
    return startNanos;
  }

  /** Unsigned, since 1970. */
  public long endNanos() {
    return endNanos;
  }

  /** 0 when the end is not after the start. */
  public long durationNanos() {
    return Nanos.between(startNanos, endNanos);
  }

  /** The end lies before the start, or one of them before 2000 or after 2099. */
  public boolean hasOddTime() {
    return Nanos.isOdd(startNanos, endNanos);
  }

  public int flags() {
    return flags;
  }

  /** The W3C tracestate, null when absent or empty. */
  public @Nullable String traceState() {
    if (traceState == null && traceStateLength > 0) {
      traceState = strings.get(bytes, traceStateAt, traceStateLength);
    }
    return traceState;
  }

  /** A hash of span id and kind that never changes: it is stored, and compared much later. */
  public int fingerprint() {
    long mixed = (id ^ (kind * 0x9E3779B97F4A7C15L)) * 0xBF58476D1CE4E5B9L;
    return (int) (((mixed ^ (mixed >>> 31)) * 0x94D049BB133111EBL) >>> 32);
  }
}
