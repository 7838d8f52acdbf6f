// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** One number for what a rule set does, the same on every instance. */
final class RuleSetHash {
  /** No condition ends like this: a control character stands in none. */
  private static final String LATE_UPGRADE = "\u0001late_upgrade ";

  private RuleSetHash() {}

  static String of(List<RuleSet.ReadRule> rules) {
    StringBuilder canonical = new StringBuilder("rules 1\n");
    for (RuleSet.ReadRule read : rules) {
      Rule rule = read.rule();
      canonical.append(rule.name()).append('\n').append(rule.threshold()).append('\n');
      if (read.condition() != null) {
        canonical.append(read.condition().canonical());
      }
      if (rule.lateUpgrade() != null) {
        canonical.append(LATE_UPGRADE).append(rule.lateUpgrade().maxPerSecond());
      }
      canonical.append('\n');
    }
    byte[] bytes = canonical.toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().toHexDigits(Hashing.xxh64().hashBytesToLong(bytes));
  }
}
