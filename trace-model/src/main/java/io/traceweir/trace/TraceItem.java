// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What spans and log records have in common: where their bytes lie, who sent them, attributes. */
abstract sealed class TraceItem permits Span, LogRecord {
  private static final byte[] NO_BYTES = {};

  final Strings strings;
  final @Nullable Object[] attributes;
  int index;
  byte[] bytes = NO_BYTES;
  int offset;
  int length;
  Resource resource = Resource.NONE;
  Scope scope = Scope.NONE;
  boolean unreadable;

  TraceItem(Strings strings, int slots) {
    this.strings = strings;
    this.attributes = new Object[slots];
  }

  /** Becomes an item of which nothing is known but where its bytes lie. */
  void reset(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    resource = Resource.NONE;
    scope = Scope.NONE;
    unreadable = false;
    Arrays.fill(attributes, null);
  }

  /** Lets go of the bytes, so that a pooled item does not hold a whole request. */
  void release() {
    bytes = NO_BYTES;
    length = 0;
  }

  /** Its place in the trace. */
  public int index() {
    return index;
  }

  /** String, Long, Double, Boolean, byte[]; JSON text for lists and maps; null when absent. */
  public @Nullable Object attribute(int slot) {
    return Structured.plain(attributes[slot]);
  }

  /** As sent: a {@link Structured} where it is a list or map or has no value; null when absent. */
  public @Nullable Object sentAttribute(int slot) {
    return attributes[slot];
  }

  public Resource resource() {
    return resource;
  }

  public Scope scope() {
    return scope;
  }

  /** Something in it could not be read; what could be is there. */
  public boolean isUnreadable() {
    return unreadable;
  }
}
