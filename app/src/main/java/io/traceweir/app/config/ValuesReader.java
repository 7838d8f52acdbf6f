// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.yaml.Nearest;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import io.traceweir.yaml.YamlScalar;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a file by the declared keys, and reports everything that does not fit. */
final class ValuesReader {

  private final Declarations declarations;
  private final KeyTree.Section tree;
  private final Problems problems;

  /**
   * Keys and sections that a misspelled one was taken for, and sections that are no map: what is
   * absent there is no second mistake.
   */
  private final Set<String> meant = new HashSet<>();

  ValuesReader(Declarations declarations, Problems problems) {
    this.declarations = declarations;
    this.tree = KeyTree.of(declarations);
    this.problems = problems;
  }

  Values read(YamlNode file) {
    Values values = new Values(file);
    section(tree, file, values);
    for (Key<?> key : declarations.keys()) {
      if (!values.isWritten(key)) {
        absent(key, values);
      }
    }
    return values;
  }

  private void section(KeyTree.Section section, YamlNode node, Values values) {
    if (node.isNull()) {
      return; // a section whose keys are all commented out
    }
    if (!(node instanceof YamlMap map)) {
      problems.add(node, section.shown() + " must be a map, found " + node.describe());
      meant.add(section.path());
      return;
    }
    for (YamlMap.Entry entry : map.entries()) {
      KeyTree child = section.children().get(entry.key().text());
      if (child instanceof KeyTree.Section inner) {
        section(inner, entry.value(), values);
      } else if (child instanceof KeyTree.Leaf leaf) {
        decode(leaf.key(), entry.value(), values);
      } else if (child instanceof KeyTree.Refused refused) {
        refuse(refused.reserved(), entry);
      } else {
        unknown(section, entry.key());
      }
    }
  }

  private <T> void decode(Key<T> key, YamlNode node, Values values) {
    values.written(key, node);
    T value = key.type().decoder().decode(node, problems);
    if (value != null) {
      values.put(key, value);
    }
  }

  private void refuse(Reserved reserved, YamlMap.Entry entry) {
    boolean harmless =
        reserved.only() != null
            && entry.value() instanceof YamlScalar scalar
            && scalar.text().equals(reserved.only());
    if (!harmless) {
      problems.add(entry.key(), reserved.message());
    }
  }

  private void unknown(KeyTree.Section section, YamlScalar key) {
    Set<String> known = section.children().keySet();
    Nearest.of(key.text(), known)
        .map(name -> section.path().isEmpty() ? name : section.path() + "." + name)
        .ifPresent(meant::add);
    String hint = Nearest.hint(key.text(), known);
    problems.add(
        key,
        section.shown()
            + " has no key \""
            + key.text()
            + "\""
            + (hint.isEmpty() ? elsewhere(section, key.text()) : hint));
  }

  /** The right word in the wrong place is the other frequent slip. */
  private String elsewhere(KeyTree.Section section, String name) {
    List<String> paths =
        declarations.keys().stream()
            .map(Key::path)
            .filter(path -> path.equals(name) || path.endsWith("." + name))
            .toList();
    meant.addAll(paths);
    return paths.isEmpty()
        ? "; known: " + String.join(", ", section.children().keySet())
        : "; there is " + String.join(", ", paths);
  }

  private <T> void absent(Key<T> key, Values values) {
    if (key.need() == Key.Need.REQUIRED && !isMeant(key.path())) {
      problems.add(values.node(key), "\"" + key.path() + "\" is required: " + key.doc());
    }
    T fallback = DefaultValue.of(key);
    if (fallback != null) {
      values.put(key, fallback);
    }
  }

  private boolean isMeant(String path) {
    return meant.stream().anyMatch(name -> path.equals(name) || path.startsWith(name + "."));
  }
}
