// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.yaml.Fields;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a `composite` divides its spans per second among its parts. The sum is not held: a part never
 * gets more than the whole, and several together may.
 */
public final class Allocation {
  private final long total;
  private final Map<String, Long> shares = new HashMap<>();

  private Allocation(long total) {
    this.total = total;
  }

  /**
   * Reads the entries; the last one of a name counts.
   *
   * @param entries what stands under {@code rate_allocation}
   * @param total the spans per second of the whole
   * @param parts how many there are; a share of nothing is an equal one
   */
  public static Allocation read(
      @Nullable YamlNode entries, long total, int parts, Problems problems) {
    Allocation allocation = new Allocation(total);
    GoYaml yaml = new GoYaml(problems);
    for (YamlNode item : GoYaml.items(entries)) {
      try (Fields fields = Fields.of(item, "an entry of `rate_allocation`", problems)) {
        String name = yaml.text(fields.optional("policy"), "");
        long percent = yaml.whole(fields.optional("percent"), 0);
        long share = percent > 0 ? (long) (percent / 100.0 * total) : total / Math.max(1, parts);
        allocation.shares.put(name, share);
      }
    }
    return allocation;
  }

  /** What a part may sample; nothing when it has no entry. */
  public long spansPerSecond(String part) {
    return Math.min(shares.getOrDefault(part, 0L), total);
  }
}
