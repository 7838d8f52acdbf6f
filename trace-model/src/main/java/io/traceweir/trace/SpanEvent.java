// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceweir.otlp.Tags;
import io.traceweir.otlp.WireReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event of a span. What lies behind damage is missing. */
public final class SpanEvent {
  private final List<SentAttribute> attributes = new ArrayList<>();
  private final int index;
  private String name = "";
  private long timeNanos;
  private int droppedAttributes;

  SpanEvent(byte[] bytes, int offset, int length, int index) {
    this.index = index;
    WireReader in = new WireReader(bytes, offset, length);
    try {
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        readField(in, tag);
      }
    } catch (IOException e) {
      // what was read counts: an event is looked at, never written
      return;
    }
  }

  private void readField(WireReader in, int tag) throws IOException {
    switch (tag) {
      case Tags.EVENT_TIME -> timeNanos = in.fixed64();
      case Tags.EVENT_NAME -> {
        int at = in.range();
        name = new String(in.bytes(), at, in.length(), UTF_8);
      }
      case Tags.EVENT_ATTRIBUTE -> SentAttribute.read(in, attributes);
      case Tags.EVENT_DROPPED_ATTRIBUTES -> droppedAttributes = in.varint32();
      default -> in.skip(tag);
    }
  }

  /** Its place in the span, from 0. */
  public int index() {
    return index;
  }

  /** "" when absent. */
  public String name() {
    return name;
  }

  /** Unsigned, since 1970. */
  public long timeNanos() {
    return timeNanos;
  }

  /** Unsigned. */
  public int droppedAttributes() {
    return droppedAttributes;
  }

  /** In the order in which they came, also those whose key came before. */
  public List<SentAttribute> attributes() {
    return Collections.unmodifiableList(attributes);
  }

  /** The first with this key that was sent, or null. */
  public @Nullable Object attribute(String key) {
    for (SentAttribute attribute : attributes) {
      if (attribute.key().equals(key)) {
        return attribute.value();
      }
    }
    return null;
  }
}
