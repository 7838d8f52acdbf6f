// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import com.dynatrace.hash4j.hashing.Hashing;
import io.traceweir.yaml.YamlList;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import io.traceweir.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One number for what a rule set does, the same on every instance. */
final class RuleSetHash {
  /** No condition ends like this: a control character stands in none. */
  private static final String LATE_UPGRADE = "\u0001late_upgrade ";

  private RuleSetHash() {}

  static String of(List<RuleSet.ReadRule> rules) {
    StringBuilder canonical = new StringBuilder("rules 1\n");
    for (RuleSet.ReadRule read : rules) {
      Rule rule = read.rule();
      canonical.append(rule.name()).append('\n').append(kept(rule)).append('\n');
      if (read.condition() != null) {
        canonical.append(read.condition().canonical());
      }
      if (rule.lateUpgrade() != null) {
        canonical.append(LATE_UPGRADE).append(rule.lateUpgrade().maxPerSecond());
      }
      canonical.append('\n');
    }
    return hash(canonical);
  }

  private static String kept(Rule rule) {
    Rate rate = rule.rate();
    return rate == null ? Long.toString(rule.threshold()) : rate.canonical();
  }

  /** Of policies: all they say; in maps the order of keys does not count. */
  static String of(YamlNode policies) {
    StringBuilder canonical = new StringBuilder("policies 1\n");
    write(policies, canonical);
    return hash(canonical);
  }

  private static void write(YamlNode node, StringBuilder out) {
    if (node instanceof YamlMap map) {
      Map<String, YamlNode> sorted = new TreeMap<>();
      map.entries().forEach(entry -> sorted.put(entry.key().text(), entry.value()));
      out.append('{');
      sorted.forEach(
          (key, value) -> {
            text(key, out);
            write(value, out);
          });
      out.append('}');
    } else if (node instanceof YamlList list) {
      out.append('[');
      list.items().forEach(item -> write(item, out));
      out.append(']');
    } else if (node instanceof YamlScalar scalar) {
      out.append(scalar.isPlain() ? 'p' : 'q');
      text(scalar.text(), out);
    }
  }

  private static void text(String text, StringBuilder out) {
    out.append(text.length()).append(':').append(text);
  }

  private static String hash(StringBuilder canonical) {
    byte[] bytes = canonical.toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().toHexDigits(Hashing.xxh64().hashBytesToLong(bytes));
  }
}
