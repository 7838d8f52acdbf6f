// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.yaml.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a file that belong to a key, as they are. */
final class Block {
  private final List<String> lines;

  Block(String text) {
    this.lines = text.lines().toList();
  }

  /** With the key, moved to the left; null when something stands before the key in its line. */
  @Nullable String of(Position key) {
    int indent = key.column() - 1;
    String first = lines.get(key.line() - 1);
    if (!first.substring(0, Math.min(indent, first.length())).isBlank()) {
      return null;
    }
    List<String> taken = new ArrayList<>();
    taken.add(first);
    for (int i = key.line(); i < lines.size() && belongs(lines.get(i), indent); i++) {
      taken.add(lines.get(i));
    }
    while (isAside(taken.get(taken.size() - 1))) {
      taken.remove(taken.size() - 1);
    }
    StringBuilder text = new StringBuilder();
    for (String line : taken) {
      int cut = Math.min(indent, indentOf(line));
      text.append(line.substring(cut).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** The items of a list may stand below the first letter of their key. */
  private static boolean belongs(String line, int indent) {
    int own = indentOf(line);
    return isAside(line) || own > indent || (own == indent && line.startsWith("-", own));
  }

  private static boolean isAside(String line) {
    return line.isBlank() || line.stripLeading().startsWith("#");
  }

  private static int indentOf(String line) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }
}
