// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Names that stand for several attribute names, tried in order: the first present one counts. */
public record Aliases(Map<String, List<String>> names) {
  public static final Aliases NONE = new Aliases(Map.of());

  public Aliases {
    names = Map.copyOf(new LinkedHashMap<>(names));
  }

  /** Every alias among the keys is replaced by what it stands for; a name is tried once. */
  List<String> expand(List<String> keys) {
    LinkedHashSet<String> expanded = new LinkedHashSet<>();
    for (String key : keys) {
      expanded.addAll(names.getOrDefault(key, List.of(key)));
    }
    return List.copyOf(expanded);
  }
}
