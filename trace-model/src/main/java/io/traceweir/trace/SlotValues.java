// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one span, event or log record by the slots of their names. A text stays where
 * it lies until somebody asks for it: most are only ever compared, and nearly all of those differ
 * from what is wanted in their length.
 */
final class SlotValues {
  private static final byte[] NO_BYTES = {};

  /** Stands for a text that is not decoded. */
  private static final Object TEXT = new Object();

  private final Strings strings;
  private final @Nullable Object[] values;
  private final int[] starts;
  private final int[] lengths;
  private byte[] bytes = NO_BYTES;

  SlotValues(Strings strings, int slots) {
    this.strings = strings;
    this.values = new Object[slots];
    this.starts = new int[slots];
    this.lengths = new int[slots];
  }

  /**
   * Nothing is known.
   *
   * @param from where the texts will lie
   */
  void clear(byte[] from) {
    bytes = from;
    Arrays.fill(values, null);
  }

  /** Lets go of the bytes. Nothing is asked for any more before it is cleared. */
  void release() {
    bytes = NO_BYTES;
  }

  /** The first of several with the same key counts, one without a value only if no other comes. */
  boolean isFree(int slot) {
    Object before = values[slot];
    return before == null || before == Structured.NO_VALUE;
  }

  void put(int slot, Object value) {
    values[slot] = value;
  }

  void putText(int slot, int start, int length) {
    values[slot] = TEXT;
    starts[slot] = start;
    lengths[slot] = length;
  }

  /** As {@link Span#sentAttribute}. */
  @Nullable Object sent(int slot) {
    Object value = values[slot];
    if (value == TEXT) {
      value = strings.get(bytes, starts[slot], lengths[slot]);
      values[slot] = value;
    }
    return value;
  }

  boolean isText(int slot) {
    return values[slot] == TEXT || values[slot] instanceof String;
  }

  boolean has(int slot) {
    return values[slot] == TEXT || Structured.plain(values[slot]) != null;
  }

  boolean is(int slot, WantedText wanted) {
    return isSent(slot, wanted)
        || (values[slot] instanceof Structured list && wanted.isIn(Structured.plain(list)));
  }

  /** Of lists and maps none is a text. */
  boolean isSent(int slot, WantedText wanted) {
    if (values[slot] == TEXT && wanted.isToldByBytes(lengths[slot])) {
      return wanted.isIn(bytes, starts[slot], lengths[slot]);
    }
    return wanted.isIn(sent(slot));
  }
}
