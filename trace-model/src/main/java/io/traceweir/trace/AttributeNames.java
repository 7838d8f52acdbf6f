// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names of the span and log attributes that somebody wants to read; a name's slot is its index.
 * Frozen when a {@link TraceReader} is built on it: spans have no place for names that come later.
 */
public final class AttributeNames {
  private final Map<String, Integer> slots = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();
  private boolean frozen;

  /**
   * The slot of a name, taken if it has none yet.
   *
   * @throws IllegalStateException when a reader exists already and the name is new
   */
  public synchronized int slot(String name) {
    Integer slot = slots.get(name);
    if (slot != null) {
      return slot;
    }
    if (frozen) {
      throw new IllegalStateException("a trace reader is already built on these names");
    }
    slots.put(name, names.size());
    names.add(name);
    return names.size() - 1;
  }

  /** The same names in the same slots, with room for more, whether these are frozen or not. */
  public synchronized AttributeNames copy() {
    var copy = new AttributeNames();
    names.forEach(copy::slot);
    return copy;
  }

  public synchronized int size() {
    return names.size();
  }

  public synchronized String name(int slot) {
    return names.get(slot);
  }

  synchronized List<String> freeze() {
    frozen = true;
    return List.copyOf(names);
  }
}
