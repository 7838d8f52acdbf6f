// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys and values in the order of the text; keys are distinct. */
public record YamlMap(Position position, List<Entry> entries) implements YamlNode {

  public YamlMap {
    entries = List.copyOf(entries);
  }

  public @Nullable YamlNode value(String key) {
    for (Entry entry : entries) {
      if (entry.key().text().equals(key)) {
        return entry.value();
      }
    }
    return null;
  }

  @Override
  public String describe() {
    return "a map";
  }

  public record Entry(YamlScalar key, YamlNode value) {}
}
