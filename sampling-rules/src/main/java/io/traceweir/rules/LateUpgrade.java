// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.yaml.Decoder;
import io.traceweir.yaml.Decoders;
import io.traceweir.yaml.Fields;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import io.traceweir.yaml.YamlScalar;
import org.jspecify.annotations.Nullable;

/**
 * The rule may bring back a trace that was dropped before something of it came late.
 *
 * @param maxPerSecond traces that are read back for it in each second of data and partition
 */
public record LateUpgrade(int maxPerSecond) {
  /** What {@code late_upgrade: true} means: reading one back takes a tenth of a second or so. */
  static final LateUpgrade DEFAULT = new LateUpgrade(1);

  static final int MOST_PER_SECOND = 1_000;
  static final Decoder<LateUpgrade> DECODER = LateUpgrade::decode;

  private static final String EXPECTED =
      "expected `true`, `false` or the most per second, such as `{ max_per_second: 5 }`";

  /** Null when it is off, and when something is wrong. */
  private static @Nullable LateUpgrade decode(YamlNode node, Problems problems) {
    if (node instanceof YamlMap) {
      return map(node, problems);
    }
    String text = node instanceof YamlScalar scalar && !scalar.isNull() ? scalar.text() : "";
    if (!text.equals("true") && !text.equals("false")) {
      problems.add(node, EXPECTED + ", found " + node.describe());
    }
    return text.equals("true") ? DEFAULT : null;
  }

  private static @Nullable LateUpgrade map(YamlNode node, Problems problems) {
    try (Fields fields = Fields.of(node, "`late_upgrade`", problems)) {
      Integer most = fields.required("max_per_second", Decoders.integer(1, MOST_PER_SECOND));
      return most == null ? null : new LateUpgrade(most);
    }
  }
}
