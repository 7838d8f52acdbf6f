// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A key with its value, or a value in a list, with the comments that belong to it. */
final class Item {
  private final Group parent;
  private final int start;
  private final boolean isApart;
  private final Part.@Nullable Scalar key;
  private final List<Remark> above = new ArrayList<>();
  private final List<Remark> beside = new ArrayList<>();
  private @Nullable Part value;

  /**
   * An item whose value is not known yet.
   *
   * @param start offset of its key, of its dash, or inside brackets of its value
   * @param isApart an empty line stands above it
   * @param key null in a list
   */
  Item(Group parent, int start, boolean isApart, Part.@Nullable Scalar key) {
    this.parent = parent;
    this.start = start;
    this.isApart = isApart;
    this.key = key;
  }

  Group parent() {
    return parent;
  }

  int start() {
    return start;
  }

  boolean isApart() {
    return isApart;
  }

  Part.@Nullable Scalar key() {
    return key;
  }

  /** "" in a list. */
  String name() {
    return key == null ? "" : key.text();
  }

  void value(Part part) {
    this.value = part;
  }

  Part value() {
    return Objects.requireNonNull(value, "an item is read with its value");
  }

  /** Comments in the lines above it. */
  List<Remark> above() {
    return above;
  }

  /** Comments behind it in its line. */
  List<Remark> beside() {
    return beside;
  }

  boolean hasRemarks() {
    return !above.isEmpty() || !beside.isEmpty();
  }
}
