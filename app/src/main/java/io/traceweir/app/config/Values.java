// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.yaml.YamlNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The value of each key of one file, and where it was written. */
final class Values {

  private final YamlNode file;
  private final Map<Key<?>, Object> values = new HashMap<>();
  private final Map<Key<?>, YamlNode> nodes = new HashMap<>();

  Values(YamlNode file) {
    this.file = file;
  }

  <T> void put(Key<T> key, T value) {
    values.put(key, value);
  }

  void written(Key<?> key, YamlNode node) {
    nodes.put(key, node);
  }

  boolean isWritten(Key<?> key) {
    return nodes.containsKey(key);
  }

  /** Where the key's value is written, else the top of the file. */
  YamlNode node(Key<?> key) {
    return nodes.getOrDefault(key, file);
  }

  /** Of a key that is required or has a default, in a file without problems. */
  <T> T get(Key<T> key) {
    T value = find(key);
    if (value == null) {
      throw new IllegalStateException("no value for " + key.path());
    }
    return value;
  }

  <T> Optional<T> optional(Key<T> key) {
    return Optional.ofNullable(find(key));
  }

  @SuppressWarnings("unchecked") // put() pairs each key with a value of its type
  private <T> @Nullable T find(Key<T> key) {
    return (T) values.get(key);
  }

  /** The whole effective configuration, nested as in a file; secrets are redacted. */
  Map<String, Object> plain(Declarations declarations) {
    Map<String, Object> root = new LinkedHashMap<>();
    declarations.keys().forEach(key -> plain(key, root));
    return root;
  }

  @SuppressWarnings("unchecked") // every inner value but a leaf is a map made here
  private <T> void plain(Key<T> key, Map<String, Object> root) {
    T value = find(key);
    if (value == null) {
      return;
    }
    Map<String, Object> section = root;
    String[] names = key.path().split("\\.", -1);
    for (int i = 0; i < names.length - 1; i++) {
      section =
          (Map<String, Object>)
              section.computeIfAbsent(names[i], n -> new LinkedHashMap<String, Object>());
    }
    section.put(names[names.length - 1], key.type().plain().apply(value));
  }
}
