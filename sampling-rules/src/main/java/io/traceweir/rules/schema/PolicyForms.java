// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Policies of a Collector, as far as a form can say what it accepts. */
final class PolicyForms {
  private static final String SUBSTITUTION = "\\$\\{[^}]*\\}";
  private static final Form NUMBER =
      Form.anyOf(Form.type("number", "null"), Form.text("[-+]?[0-9]+(_[0-9]+)+|" + SUBSTITUTION));
  private static final Form TEXT = Form.type("string", "null");
  private static final Form FLAG =
      Form.anyOf(Form.type("boolean", "null"), Form.text(SUBSTITUTION));

  /** One text stands for a list of one. */
  private static final Form TEXTS = Form.anyOf(Form.list(Form.type("string")), TEXT);

  private static final Form CODES =
      Form.anyOf(Form.oneOfTexts(List.of("OK", "ERROR", "UNSET")), Form.text(SUBSTITUTION));

  private static final Map<String, Form> LEAVES = new LinkedHashMap<>();

  static {
    LEAVES.put("always_sample", new Keys().closed());
    LEAVES.put(
        "latency",
        new Keys()
            .optional("threshold_ms", "Longer than this many milliseconds.", NUMBER)
            .optional("upper_threshold_ms", "And at most this long; 0 for no bound.", NUMBER)
            .closed());
    LEAVES.put(
        "numeric_attribute",
        attribute()
            .optional("min_value", "At least; 0 for no bound.", NUMBER)
            .optional("max_value", "At most; 0 for no bound.", NUMBER)
            .closed());
    LEAVES.put(
        "probabilistic",
        new Keys()
            .optional("sampling_percentage", "0 to 100.", NUMBER)
            .optional("hash_salt", "Hashed before the trace id.", TEXT)
            .closed());
    LEAVES.put(
        "status_code",
        new Keys()
            .required(
                "status_codes",
                "Any span has one of them.",
                Form.anyOf(Form.list(CODES).with("minItems", 1L), CODES))
            .closed());
    LEAVES.put(
        "string_attribute",
        attribute()
            .optional("values", "Any of them.", TEXTS)
            .optional("enabled_regex_matching", "The values are expressions (RE2).", FLAG)
            .optional("cache_max_size", "Has no effect here.", NUMBER)
            .closed());
    LEAVES.put("rate_limiting", limiter("spans_per_second"));
    LEAVES.put("bytes_limiting", limiter("bytes_per_second"));
    LEAVES.put(
        "span_count",
        new Keys()
            .optional("min_spans", "At least.", NUMBER)
            .optional("max_spans", "At most; 0 for no bound.", NUMBER)
            .closed());
    LEAVES.put(
        "trace_state",
        new Keys()
            .optional("key", "Of a member of tracestate.", TEXT)
            .optional("values", "Any of them.", TEXTS)
            .closed());
    LEAVES.put("trace_flags", new Keys().closed());
    LEAVES.put(
        "boolean_attribute", attribute().optional("value", "Absent means false.", FLAG).closed());
    LEAVES.put("ottl_condition", ottl());
  }

  private PolicyForms() {}

  /** Of a span or its resource. */
  private static Keys attribute() {
    return new Keys()
        .optional("key", "Name of an attribute of spans or resources.", TEXT)
        .optional("invert_match", "Matches where no span does.", FLAG);
  }

  private static Form limiter(String rate) {
    return new Keys()
        .optional(rate, "The bucket fills with so much in a second.", NUMBER)
        .optional("burst_capacity", "Most that is in the bucket; 0 for twice the rate.", NUMBER)
        .closed();
  }

  private static Form ottl() {
    Form mode =
        Form.text(
            "(?:[iI][gG][nN][oO][rR][eE]|[sS][iI][lL][eE][nN][tT]|"
                + "[pP][rR][oO][pP][aA][gG][aA][tT][eE])|"
                + SUBSTITUTION);
    return new Keys()
        .optional("error_mode", "ignore, silent or propagate.", Form.anyOf(mode, Form.type("null")))
        .optional("span", "Conditions on spans; any of them.", TEXTS)
        .optional("spanevent", "Conditions on events of spans; any of them.", TEXTS)
        .closed();
  }

  /** The settings of each type and the places where policies stand, by name. */
  static Map<String, Form> definitions() {
    Map<String, Form> all = new LinkedHashMap<>(LEAVES);
    all.put("and", parts("and_sub_policy", "All of them."));
    all.put("not", not());
    all.put("drop", parts("drop_sub_policy", "All of them: the trace is dropped."));
    all.put("composite", composite());
    Map<String, Form> definitions = new LinkedHashMap<>();
    definitions.put("policy", policy(all, all.keySet(), true));
    definitions.put("part", policy(all, leavesAnd("not"), false));
    definitions.put("part_of_not", policy(all, LEAVES.keySet(), false));
    definitions.put("part_of_composite", policy(all, leavesAnd("and"), false));
    definitions.putAll(all);
    return definitions;
  }

  private static Set<String> leavesAnd(String type) {
    Set<String> types = new LinkedHashSet<>(LEAVES.keySet());
    types.add(type);
    return types;
  }

  private static Form parts(String key, String description) {
    Form part = Form.named("part");
    return new Keys()
        .optional(key, description, Form.anyOf(Form.list(part), part, Form.type("null")))
        .closed();
  }

  private static Form not() {
    return new Keys()
        .required("not_sub_policy", "What must not match.", Form.named("part_of_not"))
        .closed();
  }

  private static Form composite() {
    Form share =
        new Keys()
            .optional("policy", "Name of a part.", TEXT)
            .optional("percent", "Of all spans per second.", NUMBER)
            .closed();
    Form part = Form.named("part_of_composite");
    return new Keys()
        .optional("max_total_spans_per_second", "Of all parts together.", NUMBER)
        .optional("policy_order", "Has no effect, as in a Collector.", TEXTS)
        .optional(
            "composite_sub_policy",
            "The first that matches, as long as it has spans left.",
            Form.anyOf(Form.list(part), part))
        .optional("rate_allocation", "Shares of the parts.", Form.anyOf(Form.list(share), share))
        .closed();
  }

  /** Settings count below the type that is named; what stands below other names is let pass. */
  private static Form policy(Map<String, Form> all, Set<String> types, boolean isNamed) {
    Keys keys = new Keys();
    if (isNamed) {
      Form name = Form.type("string").with("minLength", 1L);
      keys.required("name", "Unique; decisions name the policy.", name);
    } else {
      keys.optional("name", "For people.", TEXT);
    }
    keys.required("type", "What it looks at.", Form.oneOfTexts(List.copyOf(types)));
    List<Form> conditions = new ArrayList<>();
    for (String type : types) {
      boolean isNeeded = Objects.requireNonNull(all.get(type)).keywords().containsKey("required");
      conditions.add(onlyFor(type, isNeeded));
    }
    return keys.openToMaps().with("allOf", conditions);
  }

  private static Form onlyFor(String type, boolean isNeeded) {
    Form isIt =
        Form.of("properties", Map.of("type", Form.of("const", type)))
            .with("required", List.of("type"));
    Form settings = Form.named(type);
    Form then =
        isNeeded
            ? Form.of("properties", Map.of(type, settings)).with("required", List.of(type))
            : Form.of("properties", Map.of(type, Form.anyOf(settings, Form.type("null"))));
    return Form.of("if", isIt).with("then", then);
  }
}
