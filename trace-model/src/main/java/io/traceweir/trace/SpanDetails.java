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

/** The fields of a span that few ask for. What lies behind damage is missing, as in the span. */
public final class SpanDetails {
  private final List<SentAttribute> attributes = new ArrayList<>();
  private int links;
  private int droppedAttributes;
  private int droppedEvents;
  private int droppedLinks;
  private String statusMessage = "";

  SpanDetails(byte[] bytes, int offset, int length) {
    WireReader in = new WireReader(bytes, offset, length);
    try {
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        readField(in, tag);
      }
    } catch (IOException e) {
      // the reader of the span has met the same damage, and has flagged it
      return;
    }
  }

  private void readField(WireReader in, int tag) throws IOException {
    switch (tag) {
      case Tags.SPAN_ATTRIBUTE -> SentAttribute.read(in, attributes);
      case Tags.SPAN_LINK -> {
        in.range();
        links++;
      }
      case Tags.SPAN_DROPPED_ATTRIBUTES -> droppedAttributes = in.varint32();
      case Tags.SPAN_DROPPED_EVENTS -> droppedEvents = in.varint32();
      case Tags.SPAN_DROPPED_LINKS -> droppedLinks = in.varint32();
      case Tags.SPAN_STATUS -> readStatus(in);
      default -> in.skip(tag);
    }
  }

  private void readStatus(WireReader in) throws IOException {
    long entered = in.enter();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == Tags.STATUS_MESSAGE) {
        int at = in.range();
        statusMessage = new String(in.bytes(), at, in.length(), UTF_8);
      } else {
        in.skip(tag);
      }
    }
    in.leave(entered);
  }

  /** In the order in which they came, also those whose key came before. */
  public List<SentAttribute> attributes() {
    return Collections.unmodifiableList(attributes);
  }

  public int links() {
    return links;
  }

  /** Unsigned, as all counts of what was dropped. */
  public int droppedAttributes() {
    return droppedAttributes;
  }

  public int droppedEvents() {
    return droppedEvents;
  }

  public int droppedLinks() {
    return droppedLinks;
  }

  /** "" when absent. */
  public String statusMessage() {
    return statusMessage;
  }
}
