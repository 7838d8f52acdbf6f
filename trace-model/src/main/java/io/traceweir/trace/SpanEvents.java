// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.otlp.Tags;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of one span. The first few have an object each, so that all who ask share what was
 * read of them; the rest pass by in one object, so that a span with a million of them is no danger.
 */
final class SpanEvents {
  private static final int REMEMBERED = 8;

  private final EventReader reader;
  private final List<SpanEvent> events = new ArrayList<>();
  private byte[] bytes = {};
  private int end;
  private int found;
  private int next;
  private int behindRemembered;

  SpanEvents(EventReader reader) {
    this.reader = reader;
  }

  /**
   * Becomes the events of a span.
   *
   * @param at where the content of the first one begins
   * @param end of the span
   */
  void reset(byte[] bytes, int at, int length, int end) {
    this.bytes = bytes;
    this.end = end;
    next = at + length;
    slot(0).reset(bytes, at, length, 0);
    found = 1;
  }

  void release() {
    bytes = new byte[0];
    events.forEach(SpanEvent::release);
  }

  /** Beyond the first few valid until another one is asked for. */
  SpanEvent get(int i) {
    if (i >= REMEMBERED && i < found - 1) {
      found = REMEMBERED;
      next = behindRemembered;
    }
    while (found <= i) {
      find();
    }
    return slot(i);
  }

  private void find() {
    FieldCursor in = reader.fields(bytes, next, end - next);
    boolean isEvent = in.next() && in.tag() == Tags.SPAN_EVENT;
    while (!isEvent && in.position() < end) {
      isEvent = in.next() && in.tag() == Tags.SPAN_EVENT;
    }
    next = in.position();
    slot(found).reset(bytes, isEvent ? in.start() : end, isEvent ? in.length() : 0, found);
    found++;
    behindRemembered = found == REMEMBERED ? next : behindRemembered;
  }

  private SpanEvent slot(int i) {
    int slot = Math.min(i, REMEMBERED);
    while (events.size() <= slot) {
      events.add(new SpanEvent(reader));
    }
    return events.get(slot);
  }
}
