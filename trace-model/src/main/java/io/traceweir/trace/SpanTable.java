// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Spans of one trace by their id, or by id and kind; open addressing, at most half full. */
final class SpanTable {
  private static final int INITIAL_CAPACITY = 64;
  private static final int KEPT_CAPACITY = 1 << 13;

  private final boolean byKind;
  private @Nullable Span[] slots = new Span[INITIAL_CAPACITY];
  private int size;

  /**
   * An empty table.
   *
   * @param byKind spans that share an id but not the kind are different ones; else one of them
   *     stands for all, the server's if there is one, because that is where the children are
   */
  SpanTable(boolean byKind) {
    this.byKind = byKind;
  }

  void clear() {
    if (slots.length > KEPT_CAPACITY) {
      slots = new Span[INITIAL_CAPACITY];
    } else if (size > 0) {
      Arrays.fill(slots, null);
    }
    size = 0;
  }

  /** Returns whether its key was not there yet. */
  boolean add(Span span) {
    int mask = slots.length - 1;
    for (int i = hash(span) & mask; ; i = (i + 1) & mask) {
      Span other = slots[i];
      if (other == null) {
        slots[i] = span;
        growIfNeeded();
        return true;
      }
      if (isSame(other, span)) {
        if (!byKind && SpanKinds.isEntry(span) && !SpanKinds.isEntry(other)) {
          slots[i] = span;
        }
        return false;
      }
    }
  }

  /** The span that stands for an id. */
  @Nullable Span find(long id) {
    int mask = slots.length - 1;
    for (int i = Hash.ofId(id) & mask; ; i = (i + 1) & mask) {
      Span span = slots[i];
      if (span == null || span.id == id) {
        return span;
      }
    }
  }

  private boolean isSame(Span a, Span b) {
    return a.id == b.id && (!byKind || a.kind == b.kind);
  }

  private int hash(Span span) {
    return byKind ? Hash.ofId(span.id ^ ((long) span.kind << 56)) : Hash.ofId(span.id);
  }

  private void growIfNeeded() {
    size++;
    if (2 * size <= slots.length) {
      return;
    }
    @Nullable Span[] old = slots;
    slots = new Span[2 * old.length];
    int mask = slots.length - 1;
    for (Span span : old) {
      if (span != null) {
        int i = hash(span) & mask;
        while (slots[i] != null) {
          i = (i + 1) & mask;
        }
        slots[i] = span;
      }
    }
  }
}
