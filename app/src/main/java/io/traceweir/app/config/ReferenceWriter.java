// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The declared keys as the configuration reference in docs/. */
final class ReferenceWriter {

  private static final String HEAD =
      """
      <!-- SPDX-FileCopyrightText: The Traceweir authors -->
      <!-- SPDX-License-Identifier: Apache-2.0 -->
      <!-- Generated from the declarations in app/src/main/java/io/traceweir/app/config; a test compares. -->
      # Configuration

      Traceweir reads one YAML file: `traceweir run --config traceweir.yaml`. The smallest one:

      ```yaml
      kafka: { bootstrap_servers: kafka:9092 }
      input: { spans: otlp_spans, logs: otlp_logs }
      sampling:
        rules:
          - { name: errors, when: trace.error, keep: 100% }
          - { name: slow, when: trace.duration > 2s, keep: 100% }
          - { name: health, when: 'root.attributes["url.path"] == "/healthz"', keep: 0% }
          - { name: rest, keep: 5% }
      ```

      - `traceweir config check` lists every mistake as `file:line:column: what is wrong`; a key it does not know is one.
      - `traceweir config print` shows the whole effective configuration, secrets redacted.
      - `traceweir config schema` prints a JSON Schema; editors complete and check with it.
      - `${env:NAME}`, `${env:NAME:-default}` and `${file:PATH}` are replaced in every value; `$$` is a dollar sign. Paths are relative to the configuration file.
      - Anchors, aliases and the merge key (`<<: *base`) are known, in rule files too.
      - Durations are written as in Go: `250ms`, `30s`, `1h30m`; sizes as `512KiB`, `16MiB`, `2GiB`.

      Changes take effect at the next start.
      """;

  private ReferenceWriter() {}

  static String markdown(Declarations declarations) {
    StringBuilder out = new StringBuilder(HEAD);
    Map<String, String> sections = declarations.sections();
    sections.forEach((path, doc) -> section(path, doc, declarations, out));
    out.append(
        """

        ## Reserved

        Names that later versions give a meaning. This version refuses them, save for the value that says what it does anyway.

        | key | only value | because |
        |---|---|---|
        """);
    for (Reserved reserved : declarations.reserved()) {
      out.append("| `").append(reserved.path()).append("` | ").append(code(reserved.only()));
      out.append(" | ").append(reserved.missing()).append(" |\n");
    }
    return out.toString();
  }

  private static void section(
      String path, String doc, Declarations declarations, StringBuilder out) {
    out.append("\n## ").append(path.isEmpty() ? "The file" : "`" + path + "`").append("\n\n");
    if (!doc.isEmpty()) {
      out.append(doc).append("\n\n");
    }
    out.append("| key | type | default | meaning |\n|---|---|---|---|\n");
    for (Key<?> key : declarations.keys()) {
      int dot = key.path().indexOf('.');
      if (path.equals(dot < 0 ? "" : key.path().substring(0, dot))) {
        row(key, out);
      }
    }
  }

  private static void row(Key<?> key, StringBuilder out) {
    String fallback =
        switch (key.need()) {
          case REQUIRED -> "required";
          case OPTIONAL -> "none";
          case DEFAULTED, DERIVED -> code(key.fallback());
        };
    out.append("| `").append(key.path()).append("` | ").append(key.type().name());
    out.append(" | ").append(fallback).append(" | ").append(key.doc()).append(" |\n");
  }

  private static String code(@Nullable String text) {
    if (text == null) {
      return "none";
    }
    return text.isEmpty() ? "`\"\"`" : "`" + text + "`";
  }
}
