// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Pieces of JSON Schema. */
final class Schemas {

  static final String DURATION = "0|((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|ms|s|m|h))+";
  static final String SIZE = "\\d+(\\.\\d+)? ?(B|KiB|MiB|GiB|TiB|kB|KB|MB|GB|TB)?";
  static final String PERCENTAGE = "\\d+(\\.\\d+)? ?%";

  /** What every scalar may be instead: something from outside. */
  private static final Map<String, Object> SUBSTITUTION =
      Map.of("type", "string", "pattern", "\\$\\{(env|file):");

  private Schemas() {}

  static Map<String, Object> type(String... types) {
    return Map.of("type", types.length == 1 ? types[0] : Arrays.asList(types));
  }

  static Map<String, Object> text(String pattern) {
    return Map.of("type", "string", "pattern", "^(" + pattern + ")$");
  }

  static Map<String, Object> integer(int min, int max) {
    return Map.of("type", "integer", "minimum", min, "maximum", max);
  }

  static Map<String, Object> constants(List<String> names) {
    return Map.of("enum", names);
  }

  static Map<String, Object> arrayOf(Map<String, Object> items) {
    return Map.of("type", "array", "items", items);
  }

  static Map<String, Object> scalarsByName() {
    return Map.of("type", "object", "additionalProperties", type("string", "number", "boolean"));
  }

  static Map<String, Object> anyOf(Map<String, Object> one, Map<String, Object> other) {
    return Map.of("anyOf", List.of(one, other));
  }

  static Map<String, Object> orSubstituted(Map<String, Object> schema) {
    return anyOf(schema, SUBSTITUTION);
  }
}
