// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.otlp.Health;
import io.traceweir.otlp.Health.State;
import io.traceweir.otlp.Part;
import io.traceweir.otlp.Tags;
import io.traceweir.otlp.WireReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource or scope with all that its frame holds beside the items: schema URL, fields of a newer
 * OTLP. Equal when those bytes are.
 */
abstract sealed class Frame permits Resource, Scope {
  private final byte[] bytes;
  private final int hash;
  private final Map<String, Object> sent = new LinkedHashMap<>();
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private final State health;
  private boolean unreadable;

  Frame(Part part, byte[] bytes) {
    this.bytes = bytes;
    this.health = Health.of(part, bytes, 0, bytes.length);
    this.hash = Arrays.hashCode(bytes);
  }

  /** Reads the heads in the frame; several of them count as one, as protobuf has it. */
  final void readHeads() {
    try {
      WireReader in = new WireReader(bytes, 0, bytes.length);
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        if (tag == Tags.FRAME_HEAD) {
          long entered = in.enter();
          readHead(in);
          in.leave(entered);
        } else {
          in.skip(tag);
        }
      }
    } catch (IOException e) {
      unreadable = true;
    }
    for (Map.Entry<String, Object> attribute : sent.entrySet()) {
      Object plain = Structured.plain(attribute.getValue());
      if (plain != null) {
        attributes.put(attribute.getKey(), plain);
      }
    }
  }

  abstract void readHead(WireReader in) throws IOException;

  final void readAttribute(WireReader in) throws IOException {
    int at = in.range();
    Attribute.read(bytes, at, in.length(), sent);
  }

  final State health() {
    return health;
  }

  /** Its bytes are no message: nobody could read a request with it. */
  final boolean isBroken() {
    return health == State.BROKEN;
  }

  final byte[] bytes() {
    return bytes;
  }

  /** Something in it could not be read; what could be is there. */
  public final boolean isUnreadable() {
    return unreadable;
  }

  /** String, Long, Double, Boolean, byte[]; JSON text for lists and maps; null when absent. */
  public final @Nullable Object attribute(String key) {
    return attributes.get(key);
  }

  /** As sent: a {@link Structured} where it is a list or map or has no value; null when absent. */
  public final @Nullable Object sentAttribute(String key) {
    return sent.get(key);
  }

  /** All of them as sent, in the order in which they came. */
  public final Map<String, Object> sentAttributes() {
    return Collections.unmodifiableMap(sent);
  }

  /** In the order in which they came. */
  public final Iterable<Map.Entry<String, Object>> attributes() {
    return Collections.unmodifiableMap(attributes).entrySet();
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Frame that
            && getClass() == that.getClass()
            && hash == that.hash
            && Arrays.equals(bytes, that.bytes));
  }

  @Override
  public final int hashCode() {
    return hash;
  }
}
