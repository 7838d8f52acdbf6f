// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import org.jspecify.annotations.Nullable;

/** What spans and log records have in common: where their bytes lie, who sent them, attributes. */
abstract sealed class TraceItem implements Attributed permits Span, LogRecord {
  private static final byte[] NO_BYTES = {};

  final Strings strings;
  final SlotValues attributes;
  int index;
  byte[] bytes = NO_BYTES;
  int offset;
  int length;
  Resource resource = Resource.NONE;
  Scope scope = Scope.NONE;
  boolean unreadable;

  TraceItem(Strings strings, int slots) {
    this.strings = strings;
    this.attributes = new SlotValues(strings, slots);
  }

  /** Becomes an item of which nothing is known but where its bytes lie. */
  void reset(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    resource = Resource.NONE;
    scope = Scope.NONE;
    unreadable = false;
    attributes.clear(bytes);
  }

  /** Lets go of the bytes, so that a pooled item does not hold a whole request. */
  void release() {
    bytes = NO_BYTES;
    length = 0;
    attributes.release();
  }

  /** Its place in the trace. */
  public int index() {
    return index;
  }

  @Override
  public @Nullable Object attribute(int slot) {
    return Structured.plain(attributes.sent(slot));
  }

  @Override
  public boolean hasAttribute(int slot) {
    return attributes.has(slot);
  }

  @Override
  public boolean isText(int slot) {
    return attributes.isText(slot);
  }

  @Override
  public boolean isAttribute(int slot, WantedText wanted) {
    return attributes.is(slot, wanted);
  }

  /** As sent: a {@link Structured} where it is a list or map or has no value; null when absent. */
  public @Nullable Object sentAttribute(int slot) {
    return attributes.sent(slot);
  }

  /**
   * Whether {@link #sentAttribute} is a text with this one in its place, without decoding it where
   * that can be told.
   */
  public boolean isSentAttribute(int slot, WantedText wanted) {
    return attributes.isSent(slot, wanted);
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
