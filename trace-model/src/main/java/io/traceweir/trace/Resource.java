// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.otlp.Mending;
import io.traceweir.otlp.Part;
import io.traceweir.otlp.Tags;
import io.traceweir.otlp.WireReader;
import java.io.IOException;

/** Who sent spans or log records. The same bytes are the same object, as long as it is cached. */
public final class Resource extends Frame {
  static final Resource NONE = new Resource(new byte[0]);

  private final String serviceName;
  private int droppedAttributes;
  private final boolean truncated;

  Resource(byte[] frame) {
    super(Part.RESOURCE_FRAME, frame);
    readHeads();
    Object name = attribute("service.name");
    truncated = attribute(Cutting.TRUNCATED) != null;
    serviceName = name == null ? "" : name.toString();
  }

  @Override
  void readHead(WireReader in) throws IOException {
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == Tags.RESOURCE_ATTRIBUTE) {
        readAttribute(in);
      } else if (tag == Tags.RESOURCE_DROPPED_ATTRIBUTES) {
        droppedAttributes = in.varint32();
      } else {
        in.skip(tag);
      }
    }
  }

  /** Itself, or one like it that every reader takes. */
  Resource readable() {
    return switch (health()) {
      case SOUND -> this;
      case MENDABLE -> new Resource(Mending.of(Part.RESOURCE_FRAME, bytes(), 0, bytes().length));
      case BROKEN -> Essentials.of(this);
    };
  }

  /** Unsigned. */
  public int droppedAttributes() {
    return droppedAttributes;
  }

  /** It was too large for a record and has been cut. */
  boolean isTruncated() {
    return truncated;
  }

  /** The attribute {@code service.name}, "" when absent. */
  public String serviceName() {
    return serviceName;
  }
}
