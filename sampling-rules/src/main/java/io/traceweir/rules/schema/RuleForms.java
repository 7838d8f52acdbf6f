// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.schema;

import java.util.List;

/** Rules of the native dialect. */
final class RuleForms {
  private static final long MOST_PER_SECOND = 1_000;
  private static final String SIZE = "[0-9]+([.][0-9]+)? ?(B|[KMGT]iB|kB|[KMGT]B)?";

  /** What people write without quotes may be a number or a truth value to YAML. */
  private static final Form WORDS = Form.type("string", "number", "boolean");

  private RuleForms() {}

  static Form aliases() {
    return Form.type("object")
        .with(
            "additionalProperties",
            Form.anyOf(Form.list(WORDS).with("minItems", 1).with("maxItems", 16), WORDS));
  }

  static Form rule() {
    return new Keys()
        .required(
            "name",
            "Unique in the file; it appears on kept traces, on decisions and in metrics.",
            WORDS)
        .optional(
            "when",
            "The condition, as in `trace.error and root.service == \"checkout\"`. Only the last"
                + " rule has none: it takes what is left.",
            Form.type("string").with("minLength", 1).with("maxLength", 10_000))
        .required("keep", "How much of its traces is kept: `5%`, or a rate.", Form.named("keep"))
        .optional(
            "late_upgrade",
            "Brings back what was dropped before something of it came late.",
            lateUpgrade())
        .optional(
            "shadow",
            "Another share that is counted and recorded beside the real one, never applied.",
            shadow())
        .optional("note", "For people.", WORDS)
        .optional("owner", "For people.", WORDS)
        .closed();
  }

  static Form keep() {
    return Form.anyOf(Form.named("percentage"), rate());
  }

  static Form percentage() {
    return Form.text("[0-9]{1,9}([.][0-9]{1,18})? ?%")
        .described("A share from 0% to 100%, with its sign.")
        .with("examples", List.of("100%", "5%", "0.1%", "0%"));
  }

  private static Form rate() {
    Form number = Form.type("number").with("exclusiveMinimum", 0L);
    return new Keys()
        .optional("spans_per_second", "So many spans in each second of the data's clock.", number)
        .optional(
            "bytes_per_second", "So many bytes of spans and log records: `1MiB`.", Form.text(SIZE))
        .optional("traces_per_second", "So many traces.", number)
        .closed()
        .with("minProperties", 1L)
        .with("maxProperties", 1L);
  }

  private static Form lateUpgrade() {
    Form limited =
        new Keys()
            .required(
                "max_per_second",
                "Traces read back in each second of data and partition.",
                Form.whole(1, MOST_PER_SECOND))
            .closed();
    return Form.anyOf(Form.type("boolean"), limited);
  }

  private static Form shadow() {
    return new Keys().required("keep", "The share to try out.", Form.named("percentage")).closed();
  }
}
