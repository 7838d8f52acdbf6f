// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The entries of a map as they are read. The merge key {@code <<} of YAML 1.1, which the Collector
 * knows, adds the entries of other maps: the map's own win, and earlier ones win over later ones.
 */
final class MapEntries {
  private static final String MERGE = "<<";

  private final Problems problems;
  private final List<YamlMap.Entry> entries = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private final List<YamlMap> merged = new ArrayList<>();

  MapEntries(Problems problems) {
    this.problems = problems;
  }

  void add(YamlNode key, YamlNode value) {
    if (!(key instanceof YamlScalar name)) {
      problems.add(key, "a key must be a word, found " + key.describe());
    } else if (!keys.add(name.text())) {
      problems.add(key, "key \"" + name.text() + "\" appears twice in this map");
    } else if (isMerge(name)) {
      merge(value);
    } else {
      entries.add(new YamlMap.Entry(name, value));
    }
  }

  private static boolean isMerge(YamlScalar key) {
    return key.text().equals(MERGE) && key.isPlain();
  }

  private void merge(YamlNode value) {
    if (value instanceof YamlMap map) {
      merged.add(map);
    } else if (value instanceof YamlList list
        && list.items().stream().allMatch(YamlMap.class::isInstance)) {
      list.items().forEach(map -> merged.add((YamlMap) map));
    } else {
      problems.add(value, "<< merges a map or a list of maps, found " + value.describe());
    }
  }

  /** In the order of the text, what is merged behind it. */
  List<YamlMap.Entry> all() {
    for (YamlMap map : merged) {
      for (YamlMap.Entry entry : map.entries()) {
        if (keys.add(entry.key().text())) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }
}
