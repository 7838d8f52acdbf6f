// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A map or a list, with the comments behind its last item. */
final class Group implements Part {
  private final int start;
  private final boolean isMap;
  private final boolean isFlow;
  private final String properties;
  private final @Nullable Item holder;
  private final List<Item> items = new ArrayList<>();
  private final List<Remark> foot = new ArrayList<>();
  private int end;

  /**
   * A group without items.
   *
   * @param isFlow written with braces or brackets
   * @param holder the item whose value it is; null for the whole file
   */
  Group(int start, boolean isMap, boolean isFlow, String properties, @Nullable Item holder) {
    this.start = start;
    this.isMap = isMap;
    this.isFlow = isFlow;
    this.properties = properties;
    this.holder = holder;
  }

  @Override
  public int start() {
    return start;
  }

  int end() {
    return end;
  }

  void end(int offset) {
    this.end = offset;
  }

  boolean isMap() {
    return isMap;
  }

  boolean isFlow() {
    return isFlow;
  }

  String properties() {
    return properties;
  }

  @Nullable Item holder() {
    return holder;
  }

  /** In the order in which they are written; may be sorted. */
  List<Item> items() {
    return items;
  }

  List<Remark> foot() {
    return foot;
  }

  /** Whether a comment stands inside, which needs a line of its own there. */
  boolean hasRemarks() {
    return !foot.isEmpty()
        || items.stream()
            .anyMatch(
                item ->
                    item.hasRemarks()
                        || (item.value() instanceof Group inner && inner.hasRemarks()));
  }
}
