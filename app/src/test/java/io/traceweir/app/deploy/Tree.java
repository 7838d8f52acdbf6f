// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A value somewhere in a YAML or JSON document; what is absent reads as empty. */
record Tree(String where, @Nullable Object value) {

  static final Path ROOT = Path.of("..");

  static Tree read(String file) {
    try {
      return parse(file, Files.readString(ROOT.resolve(file)));
    } catch (IOException e) {
      throw new AssertionError("cannot read " + file, e);
    }
  }

  static Tree parse(String where, String text) {
    return new Tree(where, load(where).loadFromString(text));
  }

  static List<Tree> parseAll(String where, String text) {
    List<Tree> documents = new ArrayList<>();
    for (Object document : load(where).loadAllFromString(text)) {
      if (document != null) {
        documents.add(new Tree(where + "#" + documents.size(), document));
      }
    }
    return documents;
  }

  private static Load load(String where) {
    return new Load(LoadSettings.builder().setLabel(where).setAllowDuplicateKeys(false).build());
  }

  /** One step for each name. */
  Tree at(String... names) {
    Tree found = this;
    for (String name : names) {
      Object next = found.value instanceof Map<?, ?> map ? map.get(name) : null;
      found = new Tree(found.where + "." + name, next);
    }
    return found;
  }

  boolean isPresent() {
    return value != null;
  }

  /** Fails where there is none. */
  String text() {
    if (value == null || value instanceof Map || value instanceof List) {
      throw new AssertionError(where + " is no text: " + value);
    }
    return value.toString();
  }

  Map<String, Tree> fields() {
    Map<String, Tree> fields = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, entry) -> fields.put(key.toString(), at(key.toString())));
    }
    return fields;
  }

  List<Tree> items() {
    List<Tree> items = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        items.add(new Tree(where + "[" + items.size() + "]", item));
      }
    }
    return items;
  }

  List<String> texts() {
    return items().stream().map(Tree::text).toList();
  }

  /** Of a Kubernetes object. */
  String kind() {
    return at("kind").text();
  }

  boolean is(String kind) {
    return kind().equals(kind);
  }

  /** Of a Kubernetes object. */
  String name() {
    return at("metadata", "name").text();
  }

  /** This value and all below it. */
  List<Tree> all() {
    List<Tree> all = new ArrayList<>(List.of(this));
    fields().values().forEach(field -> all.addAll(field.all()));
    items().forEach(item -> all.addAll(item.all()));
    return all;
  }
}
