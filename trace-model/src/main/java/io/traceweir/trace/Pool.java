// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Items of one trace, taken from those of the traces before it. */
final class Pool<T extends TraceItem> {
  /** After a giant trace the rest is left to the garbage collector. */
  private static final int MAX_IDLE = 4096;

  private final Supplier<T> maker;
  private final List<T> items = new ArrayList<>();
  private int size;

  Pool(Supplier<T> maker) {
    this.maker = maker;
  }

  void clear() {
    if (items.size() > MAX_IDLE) {
      items.subList(MAX_IDLE, items.size()).clear();
    }
    for (int i = Math.min(size, items.size()) - 1; i >= 0; i--) {
      items.get(i).release();
    }
    size = 0;
  }

  /** An item to read into; the same one again until it is kept. */
  T next() {
    if (size == items.size()) {
      items.add(maker.get());
    }
    return items.get(size);
  }

  /** What was lent last belongs to the trace. */
  void keep() {
    T item = items.get(size);
    item.index = size++;
  }

  void setResource(int from, Resource resource) {
    for (int i = from; i < size; i++) {
      items.get(i).resource = resource;
    }
  }

  void setScope(int from, Scope scope) {
    for (int i = from; i < size; i++) {
      items.get(i).scope = scope;
    }
  }

  int size() {
    return size;
  }

  T get(int i) {
    if (i >= size) {
      throw new IndexOutOfBoundsException(i);
    }
    return items.get(i);
  }
}
