// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one map, strictly: a decoder asks for those it knows, and {@link #close} reports all
 * others with the nearest known one.
 *
 * <pre>{@code
 * try (Fields rule = Fields.of(node, "a rule", problems)) {
 *   String name = rule.required("name", Decoders.STRING);
 *   String note = rule.optional("note", Decoders.STRING);
 * }
 * }</pre>
 */
public final class Fields implements AutoCloseable {

  private final YamlMap map;
  private final String what;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();
  private final boolean isMap;

  private Fields(YamlMap map, String what, Problems problems, boolean isMap) {
    this.map = map;
    this.what = what;
    this.problems = problems;
    this.isMap = isMap;
  }

  /** When the node is not a map, that is the one problem said of it; every field is absent then. */
  public static Fields of(YamlNode node, String what, Problems problems) {
    if (node instanceof YamlMap map) {
      return new Fields(map, what, problems, true);
    }
    problems.add(node, what + " must be a map, found " + node.describe());
    return new Fields(new YamlMap(node.position(), List.of()), what, problems, false);
  }

  public boolean has(String key) {
    return map.value(key) != null;
  }

  /** Where the map begins, for problems of the whole. */
  public YamlNode node() {
    return map;
  }

  public Problems problems() {
    return problems;
  }

  public @Nullable YamlNode optional(String key) {
    known.add(key);
    return map.value(key);
  }

  public @Nullable YamlNode required(String key) {
    YamlNode value = optional(key);
    if (value == null && isMap) {
      problems.add(map, what + " needs the key \"" + key + "\"");
    }
    return value;
  }

  public <T> @Nullable T optional(String key, Decoder<T> decoder) {
    YamlNode value = optional(key);
    return value == null ? null : decoder.decode(value, problems);
  }

  /** The fallback also after a problem, so that decoding can go on to the next one. */
  public <T> T optional(String key, Decoder<T> decoder, T fallback) {
    T value = optional(key, decoder);
    return value == null ? fallback : value;
  }

  public <T> @Nullable T required(String key, Decoder<T> decoder) {
    YamlNode value = required(key);
    return value == null ? null : decoder.decode(value, problems);
  }

  /** Reports every key that nobody asked for. */
  @Override
  public void close() {
    for (YamlMap.Entry entry : map.entries()) {
      String key = entry.key().text();
      if (!known.contains(key)) {
        problems.add(entry.key(), what + " has no key \"" + key + "\"" + suggestion(key));
      }
    }
  }

  private String suggestion(String key) {
    String hint = Nearest.hint(key, known);
    return hint.isEmpty() ? "; known: " + String.join(", ", known) : hint;
  }
}
