// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Brings together the items whose resource and scope are equal, in order of first appearance. */
final class FrameOrder {
  private FrameOrder() {}

  static <T extends TraceItem> List<T> of(Pool<T> items, Predicate<T> selected) {
    Map<Resource, Map<Scope, List<T>>> groups = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      T item = items.get(i);
      if (!selected.test(item)) {
        continue;
      }
      groups
          .computeIfAbsent(item.resource, resource -> new LinkedHashMap<>())
          .computeIfAbsent(item.scope, scope -> new ArrayList<>())
          .add(item);
    }
    List<T> ordered = new ArrayList<>(items.size());
    groups.values().forEach(scopes -> scopes.values().forEach(ordered::addAll));
    return ordered;
  }
}
