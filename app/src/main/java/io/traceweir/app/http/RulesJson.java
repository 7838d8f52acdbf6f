// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.traceweir.app.recent.RuleCounts;
import io.traceweir.rules.Rate;
import io.traceweir.rules.Rule;
import io.traceweir.rules.RuleSet;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/rules}: those of this process in order, then others that decided lately. */
final class RulesJson {
  private RulesJson() {}

  static byte[] write(RuleSet rules, List<RuleCounts> counts, long windowSeconds) {
    Map<String, RuleCounts> left = new LinkedHashMap<>();
    counts.forEach(count -> left.put(count.rule(), count));
    return Json.object(
        json -> {
          json.writeStringField("hash", rules.hash());
          json.writeNumberField("window_seconds", windowSeconds);
          json.writeArrayFieldStart("rules");
          for (Rule rule : rules.rules()) {
            RuleCounts found = left.remove(rule.name());
            rule(json, rule, found == null ? RuleCounts.of(rule.name()) : found);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("other_rules");
          for (RuleCounts other : left.values()) {
            json.writeStartObject();
            json.writeStringField("name", other.rule());
            counts(json, other);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void rule(JsonGenerator json, Rule rule, RuleCounts counts) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", rule.name());
    if (rule.isCatchAll()) {
      json.writeNullField("when");
    } else {
      json.writeStringField("when", rule.when());
    }
    keep(json, rule);
    text(json, "owner", rule.owner());
    text(json, "note", rule.note());
    counts(json, counts);
    json.writeEndObject();
  }

  /** A share, or a rate, or neither where a policy of a Collector decides. */
  private static void keep(JsonGenerator json, Rule rule) throws IOException {
    Rate rate = rule.rate();
    if (rule.consistent() && rate == null) {
      json.writeNumberField("keep", rule.probability());
    } else {
      json.writeNullField("keep");
    }
    if (rate == null) {
      json.writeNullField("keep_rate");
      return;
    }
    json.writeObjectFieldStart("keep_rate");
    json.writeStringField("unit", rate.unit().word());
    json.writeNumberField("per_second", rate.perSecond());
    json.writeStringField("text", rate.text());
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, @Nullable String text)
      throws IOException {
    if (text == null) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, text);
    }
  }

  private static void counts(JsonGenerator json, RuleCounts counts) throws IOException {
    count(json, "kept", counts.kept());
    count(json, "dropped", counts.dropped());
  }

  private static void count(JsonGenerator json, String name, RuleCounts.Count count)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("traces", count.traces());
    json.writeNumberField("spans", count.spans());
    json.writeNumberField("logs", count.logs());
    json.writeNumberField("bytes", count.bytes());
    json.writeEndObject();
  }
}
