// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** The declared keys by level, as the file nests them. */
sealed interface KeyTree {

  record Leaf(Key<?> key) implements KeyTree {}

  record Refused(Reserved reserved) implements KeyTree {}

  record Section(String path, Map<String, KeyTree> children) implements KeyTree {
    String shown() {
      return path.isEmpty() ? "the configuration" : path;
    }
  }

  static Section of(Declarations declarations) {
    Section root = new Section("", new LinkedHashMap<>());
    declarations.keys().forEach(key -> put(root, key.path(), new Leaf(key)));
    declarations.reserved().forEach(key -> put(root, key.path(), new Refused(key)));
    return root;
  }

  private static void put(Section root, String path, KeyTree leaf) {
    Section section = root;
    int from = 0;
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', from)) {
      String prefix = path.substring(0, dot);
      KeyTree child =
          section
              .children()
              .computeIfAbsent(
                  path.substring(from, dot), name -> new Section(prefix, new LinkedHashMap<>()));
      section = (Section) child;
      from = dot + 1;
    }
    if (section.children().put(path.substring(from), leaf) != null) {
      throw new IllegalArgumentException("declared twice: " + path);
    }
  }
}
