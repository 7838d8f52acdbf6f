// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.Attributed;
import io.traceweir.trace.WantedText;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of what is in focus, by the first of its names that is present. What is asked of a
 * text is told where it lies; what else an attribute may come from, such as a function, is found
 * once and then asked.
 */
final class SlotAttribute implements Term.Attribute {
  private static final int NONE = -1;

  private final Owner owner;
  private final int[] slots;

  SlotAttribute(Owner owner, int[] slots) {
    this.owner = owner;
    this.slots = slots;
  }

  /** Whose attribute it is. */
  enum Owner {
    SPAN,
    ROOT,
    EVENT,
    LOG
  }

  /** Null when there is no root. A branch is foretold, a call of one of four objects is not. */
  private @Nullable Attributed item(Focus focus) {
    return switch (owner) {
      case SPAN -> focus.span;
      case ROOT -> focus.root();
      case EVENT -> focus.event;
      case LOG -> focus.log;
    };
  }

  @Override
  public @Nullable Object value(Focus focus) {
    Attributed item = item(focus);
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

  /** Whether it is not null. */
  boolean exists(Focus focus) {
    Attributed item = item(focus);
    return item != null && firstSlot(item) != NONE;
  }

  /** Whether it was sent as a text. */
  boolean isText(Focus focus) {
    Attributed item = item(focus);
    int slot = item == null ? NONE : firstSlot(item);
    return item != null && slot != NONE && item.isText(slot);
  }

  /** Whether it is a text with this one in its place. */
  boolean is(Focus focus, WantedText wanted) {
    Attributed item = item(focus);
    if (item == null) {
      return false;
    }
    int slot = slots.length == 1 ? slots[0] : firstSlot(item);
    return slot != NONE && item.isAttribute(slot, wanted);
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
