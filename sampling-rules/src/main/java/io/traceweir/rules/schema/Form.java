// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A piece of JSON Schema. Keywords keep their order, so that the document is the same each time.
 */
record Form(Map<String, Object> keywords) {

  static Form of(String keyword, Object value) {
    return new Form(Map.of()).with(keyword, value);
  }

  static Form type(String... types) {
    return of("type", types.length == 1 ? types[0] : List.of(types));
  }

  static Form text(String pattern) {
    return type("string").with("pattern", "^(" + pattern + ")$");
  }

  static Form whole(long min, long max) {
    return type("integer").with("minimum", min).with("maximum", max);
  }

  static Form list(Form items) {
    return type("array").with("items", items);
  }

  static Form oneOfTexts(List<String> texts) {
    return of("enum", texts);
  }

  static Form anyOf(Form... forms) {
    return of("anyOf", List.of(forms));
  }

  /** What stands under {@code $defs}. */
  static Form named(String name) {
    return of("$ref", "#/$defs/" + name);
  }

  Form with(String keyword, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(keywords);
    more.put(keyword, value);
    return new Form(more);
  }

  /** In front of the other keywords, where people look for it. */
  Form described(String description) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("description", description);
    all.putAll(keywords);
    return new Form(all);
  }

  /** In maps and lists as a library writes them. */
  static Object plain(Object value) {
    if (value instanceof Form form) {
      return plain(form.keywords);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach((key, inner) -> plain.put(String.valueOf(key), plain(inner)));
      return plain;
    }
    return value instanceof List<?> list ? list.stream().map(Form::plain).toList() : value;
  }
}
