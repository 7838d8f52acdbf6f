// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.otlp.Tags;
import io.traceweir.otlp.WireReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of a span. Nothing of it is read before it is asked for, and then once. What lies behind
 * damage is missing. Valid until the reader of its span begins another trace.
 */
public final class SpanEvent implements Attributed {
  private static final byte[] NO_BYTES = {};

  private final EventReader reader;
  private final SlotValues values;
  private byte[] bytes = NO_BYTES;
  private int offset;
  private int length;
  private int index;
  private boolean hasHead;
  private boolean hasValues;
  private @Nullable List<SentAttribute> attributes;
  private @Nullable String name;
  private int nameAt;
  private int nameLength;
  private long timeNanos;
  private int droppedAttributes;

  SpanEvent(EventReader reader) {
    this.reader = reader;
    this.values = reader.values();
  }

  /** Becomes an event of which nothing is known but where its bytes lie. */
  void reset(byte[] bytes, int offset, int length, int index) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    this.index = index;
    hasHead = false;
    hasValues = false;
    attributes = null;
  }

  /** Lets go of what it read, so that a pooled event does not hold a whole request. */
  void release() {
    bytes = NO_BYTES;
    offset = 0;
    length = 0;
    hasHead = false;
    name = null;
    hasValues = false;
    values.release();
    attributes = null;
  }

  private void readHead() {
    if (hasHead) {
      return;
    }
    hasHead = true;
    name = null;
    nameLength = 0;
    timeNanos = 0;
    droppedAttributes = 0;
    FieldCursor in = reader.fields(bytes, offset, length);
    while (in.next()) {
      switch (in.tag()) {
        case Tags.EVENT_TIME -> timeNanos = in.fixed64();
        case Tags.EVENT_NAME -> {
          nameAt = in.start();
          nameLength = in.length();
        }
        case Tags.EVENT_DROPPED_ATTRIBUTES -> droppedAttributes = (int) in.value();
        default -> {
          // attributes are read when they are asked for
        }
      }
    }
  }

  /** Its place in the span, from 0. */
  public int index() {
    return index;
  }

  /** "" when absent. */
  public String name() {
    readHead();
    if (name == null) {
      name = reader.text(bytes, nameAt, nameLength);
    }
    return name;
  }

  /** Unsigned, since 1970. */
  public long timeNanos() {
    readHead();
    return timeNanos;
  }

  /** Unsigned. */
  public int droppedAttributes() {
    readHead();
    return droppedAttributes;
  }

  @Override
  public @Nullable Object attribute(int slot) {
    return Structured.plain(values().sent(slot));
  }

  @Override
  public boolean hasAttribute(int slot) {
    return values().has(slot);
  }

  @Override
  public boolean isText(int slot) {
    return values().isText(slot);
  }

  @Override
  public boolean isAttribute(int slot, WantedText wanted) {
    return values().is(slot, wanted);
  }

  private SlotValues values() {
    if (!hasValues) {
      hasValues = true;
      values.clear(bytes);
      reader.readAttributes(bytes, offset, length, values);
    }
    return values;
  }

  /** In the order in which they came, also those whose key came before. */
  public List<SentAttribute> attributes() {
    if (attributes == null) {
      attributes = Collections.unmodifiableList(sent());
    }
    return attributes;
  }

  private List<SentAttribute> sent() {
    List<SentAttribute> sent = new ArrayList<>();
    WireReader in = new WireReader(bytes, offset, length);
    try {
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        if (tag == Tags.EVENT_ATTRIBUTE) {
          SentAttribute.read(in, sent);
        } else {
          in.skip(tag);
        }
      }
    } catch (IOException e) {
      // what was read counts: an event is looked at, never written
      return sent;
    }
    return sent;
  }

  /** The first with this key that was sent, or null. */
  public @Nullable Object attribute(String key) {
    for (SentAttribute attribute : attributes()) {
      if (attribute.key().equals(key)) {
        return attribute.value();
      }
    }
    return null;
  }
}
