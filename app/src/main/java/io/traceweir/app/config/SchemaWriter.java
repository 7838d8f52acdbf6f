// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The declared keys as JSON Schema, for completion and checks in editors. */
final class SchemaWriter {

  private SchemaWriter() {}

  static Map<String, Object> schema(Declarations declarations) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Configuration of Traceweir");
    schema.putAll(section(KeyTree.of(declarations), declarations.sections()));
    return schema;
  }

  private static Map<String, Object> section(KeyTree.Section section, Map<String, String> docs) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    boolean[] optional = {true};
    section
        .children()
        .forEach(
            (name, child) -> {
              properties.put(name, property(child, docs));
              if (isRequired(child)) {
                required.add(name);
                optional[0] = false;
              }
            });
    Map<String, Object> schema = new LinkedHashMap<>();
    String doc = docs.getOrDefault(section.path(), "");
    if (!doc.isEmpty()) {
      schema.put("description", doc);
    }
    // a section whose keys are all commented out is null
    schema.put("type", optional[0] ? List.of("object", "null") : "object");
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return schema;
  }

  private static boolean isRequired(KeyTree tree) {
    if (tree instanceof KeyTree.Leaf leaf) {
      return leaf.key().need() == Key.Need.REQUIRED;
    }
    return tree instanceof KeyTree.Section section
        && section.children().values().stream().anyMatch(SchemaWriter::isRequired);
  }

  private static Map<String, Object> property(KeyTree tree, Map<String, String> docs) {
    if (tree instanceof KeyTree.Section section) {
      return section(section, docs);
    }
    if (tree instanceof KeyTree.Refused refused) {
      return reserved(refused.reserved());
    }
    Key<?> key = ((KeyTree.Leaf) tree).key();
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("description", key.doc());
    if (key.need() == Key.Need.DEFAULTED) {
      property.put("default", DefaultValue.plain(key));
    }
    property.putAll(Schemas.orSubstituted(key.type().schema()));
    return property;
  }

  private static Map<String, Object> reserved(Reserved reserved) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("description", reserved.message());
    if (reserved.only() == null) {
      property.put("not", Map.of());
    } else {
      property.put("enum", List.of(DefaultValue.plain(reserved.only())));
    }
    return property;
  }
}
