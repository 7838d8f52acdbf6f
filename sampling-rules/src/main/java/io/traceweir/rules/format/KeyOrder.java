// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

import java.util.Comparator;
import java.util.List;

/** The order of keys: what a thing is called, what it does, what people say of it. */
final class KeyOrder {
  private static final List<String> FILE =
      List.of("version", "aliases", "rules", "policies", "candidates");
  private static final List<String> RULE =
      List.of("name", "when", "keep", "late_upgrade", "shadow", "note", "owner");
  private static final List<String> POLICY = List.of("name", "type");

  private KeyOrder() {}

  static void apply(Group root) {
    sort(root, FILE);
    for (Item item : root.items()) {
      if (item.value() instanceof Group group) {
        switch (item.name()) {
          case "rules" -> group.items().forEach(KeyOrder::rule);
          case "policies" -> policies(group);
          default -> {
            // aliases and candidates stay in the order of their author
          }
        }
      }
    }
  }

  private static void rule(Item item) {
    if (item.value() instanceof Group rule) {
      sort(rule, RULE);
    }
  }

  private static void policies(Group group) {
    if (group.isMap() && group.items().stream().anyMatch(item -> item.name().equals("type"))) {
      sort(group, POLICY);
    }
    for (Item item : group.items()) {
      if (item.value() instanceof Group inner) {
        policies(inner);
      }
    }
  }

  private static void sort(Group group, List<String> order) {
    group.items().sort(Comparator.comparingInt(item -> place(item.name(), order)));
  }

  private static int place(String key, List<String> order) {
    int place = order.indexOf(key);
    return place < 0 ? order.size() : place;
  }
}
