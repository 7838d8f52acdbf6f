// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.yaml.YamlList;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import io.traceweir.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.Map;

/** Nodes without their places, as strings, numbers, booleans, lists and maps. */
final class Plain {

  private Plain() {}

  static Object of(YamlNode node) {
    if (node instanceof YamlMap map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.entries().forEach(e -> plain.put(e.key().text(), of(e.value())));
      return plain;
    }
    if (node instanceof YamlList list) {
      return list.items().stream().map(Plain::of).toList();
    }
    YamlScalar scalar = (YamlScalar) node;
    return switch (scalar.kind()) {
      case BOOLEAN -> Boolean.valueOf(scalar.text());
      // a number keeps its spelling as a string unless it is an ordinary whole one
      case INTEGER -> integer(scalar.text());
      case NULL -> "";
      case FLOAT, STRING -> scalar.text();
    };
  }

  private static Object integer(String text) {
    return text.matches("-?\\d{1,18}") ? (Object) Long.valueOf(text) : text;
  }
}
