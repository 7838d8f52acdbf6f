// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON Schema of a rule file. It accepts whatever the reader accepts, and refuses what can be seen
 * from the form alone: what a condition says is for `traceweir rules check`.
 */
public final class RuleFileSchema {
  private RuleFileSchema() {}

  /** Of maps, lists, texts, numbers and truth values. */
  public static Object document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.put("title", "Rules of Traceweir");
    document.putAll(file().keywords());
    document.put("$defs", definitions());
    return Form.plain(document);
  }

  private static Form file() {
    Form rules =
        new Keys()
            .required("version", "Of this form.", Form.of("enum", List.of(1L, "1")))
            .optional(
                "aliases",
                "Names for attributes that have several; the first one that is present counts.",
                RuleForms.aliases())
            .optional(
                "rules",
                "The first rule whose condition holds decides.",
                Form.list(Form.named("rule")).with("minItems", 1L).with("maxItems", 1_000L))
            .optional(
                "policies",
                "The policies of a Collector's tail_sampling, unchanged, in place of rules.",
                Form.anyOf(
                    Form.list(Form.named("policy")).with("maxItems", 1_000L), Form.type("null")))
            .optional(
                "candidates",
                "Other rule files, evaluated beside this one and never applied.",
                Form.list(Form.type("string").with("minLength", 1L)))
            .closed();
    Form either = Form.of("required", List.of("rules")).with("not", has("policies"));
    Form or =
        Form.of("required", List.of("policies"))
            .with("not", Form.anyOf(has("rules"), has("aliases")));
    return rules.with("oneOf", List.of(either, or));
  }

  private static Form has(String key) {
    return Form.of("required", List.of(key));
  }

  private static Map<String, Form> definitions() {
    Map<String, Form> definitions = new LinkedHashMap<>();
    definitions.put("rule", RuleForms.rule());
    definitions.put("keep", RuleForms.keep());
    definitions.put("percentage", RuleForms.percentage());
    definitions.putAll(PolicyForms.definitions());
    return definitions;
  }
}
