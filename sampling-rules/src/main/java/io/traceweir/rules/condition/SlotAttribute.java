// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.Attributed;
import io.traceweir.trace.WantedText;
import org.jspecify.annotations.Nullable;

/** An attribute of what is in focus, by the first of its names that is present. */
final class SlotAttribute implements Term.Attribute {
  private static final int NONE = -1;

  private final Owner owner;
  private final int[] slots;

  SlotAttribute(Owner owner, int[] slots) {
    this.owner = owner;
    this.slots = slots;
  }

  /** Whose attribute it is. */
  interface Owner {
    /** Null when there is no root. */
    @Nullable Attributed in(Focus focus);
  }

  @Override
  public @Nullable Object value(Focus focus) {
    Attributed item = owner.in(focus);
    if (item == null) {
      return null;
    }
    for (int slot : slots) {
      Object value = item.attribute(slot);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  @Override
  public boolean exists(Focus focus) {
    Attributed item = owner.in(focus);
    return item != null && firstSlot(item) != NONE;
  }

  @Override
  public boolean isText(Focus focus) {
    Attributed item = owner.in(focus);
    int slot = item == null ? NONE : firstSlot(item);
    return item != null && slot != NONE && item.isText(slot);
  }

  @Override
  public boolean is(Focus focus, WantedText wanted) {
    Attributed item = owner.in(focus);
    int slot = item == null ? NONE : firstSlot(item);
    return item != null && slot != NONE && item.isAttribute(slot, wanted);
  }

  private int firstSlot(Attributed item) {
    for (int slot : slots) {
      if (item.hasAttribute(slot)) {
        return slot;
      }
    }
    return NONE;
  }
}
