// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.otlp.Tags;
import java.io.IOException;

/** What all events of a reader's traces are read with. One thread. */
final class EventReader {
  private final Strings strings;
  private final AttributeReader attributes;
  private final FieldCursor fields = new FieldCursor();

  EventReader(Strings strings, AttributeReader attributes) {
    this.strings = strings;
    this.attributes = attributes;
  }

  int slots() {
    return attributes.slotCount();
  }

  /** Of one event. */
  SlotValues values() {
    return new SlotValues(strings, slots());
  }

  String text(byte[] bytes, int at, int length) {
    return strings.get(bytes, at, length);
  }

  /** The same cursor each time. */
  FieldCursor fields(byte[] bytes, int offset, int length) {
    fields.on(bytes, offset, length);
    return fields;
  }

  /** Those that have a slot; one that is damaged is missing. */
  void readAttributes(byte[] bytes, int offset, int length, SlotValues into) {
    FieldCursor in = fields(bytes, offset, length);
    while (in.next()) {
      if (in.tag() == Tags.EVENT_ATTRIBUTE) {
        readAttribute(bytes, in.start(), in.length(), into);
      }
    }
  }

  private void readAttribute(byte[] bytes, int at, int length, SlotValues into) {
    try {
      attributes.read(bytes, at, at + length, into);
    } catch (IOException e) {
      // an event is looked at, never written: the others still count
      return;
    }
  }
}
