// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceweir.otlp.Mending;
import io.traceweir.otlp.Part;
import io.traceweir.otlp.Tags;
import io.traceweir.otlp.WireReader;
import java.io.IOException;

/** The instrumentation that made spans or log records. */
public final class Scope extends Frame {
  static final Scope NONE = new Scope(new byte[0]);

  private String name = "";
  private String version = "";
  private int droppedAttributes;

  Scope(byte[] frame) {
    super(Part.SCOPE_FRAME, frame);
    readHeads();
  }

  @Override
  void readHead(WireReader in) throws IOException {
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case Tags.SCOPE_NAME -> name = text(in);
        case Tags.SCOPE_VERSION -> version = text(in);
        case Tags.SCOPE_ATTRIBUTE -> readAttribute(in);
        case Tags.SCOPE_DROPPED_ATTRIBUTES -> droppedAttributes = in.varint32();
        default -> in.skip(tag);
      }
    }
  }

  /** Itself, or one like it that every reader takes; none when it is broken. */
  Scope readable() {
    return switch (health()) {
      case SOUND -> this;
      case MENDABLE -> new Scope(Mending.of(Part.SCOPE_FRAME, bytes(), 0, bytes().length));
      case BROKEN -> NONE;
    };
  }

  private static String text(WireReader in) throws IOException {
    int at = in.range();
    return new String(in.bytes(), at, in.length(), UTF_8);
  }

  /** Unsigned. */
  public int droppedAttributes() {
    return droppedAttributes;
  }

  /** "" when absent. */
  public String name() {
    return name;
  }

  /** "" when absent. */
  public String version() {
    return version;
  }
}
