// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.traceweir.app.recent.RuleCounts;
import io.traceweir.app.recent.ShadowCounts;
import io.traceweir.pipeline.LiveRules;
import io.traceweir.rules.Candidate;
import io.traceweir.rules.Rate;
import io.traceweir.rules.Rule;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.ShadowShare;
import io.traceweir.yaml.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/rules}: those of this process in order, then others that decided lately. */
final class RulesJson {
  private RulesJson() {}

  /**
   * What was decided in the window, by rule, and would have been, by name of what was tried.
   *
   * @param windowSeconds how long it is
   */
  record Counts(List<RuleCounts> rules, Map<String, ShadowCounts> shadows, long windowSeconds) {}

  static byte[] write(LiveRules live, Counts counts) {
    RuleSet rules = live.rules();
    Map<String, RuleCounts> left = new LinkedHashMap<>();
    counts.rules.forEach(count -> left.put(count.rule(), count));
    return Json.object(
        json -> {
          json.writeStringField("hash", rules.hash());
          time(json, "effective_at", live.since());
          reload(json, live.lastReload());
          json.writeNumberField("window_seconds", counts.windowSeconds);
          json.writeArrayFieldStart("rules");
          for (Rule rule : rules.rules()) {
            RuleCounts found = left.remove(rule.name());
            rule(json, rule, found == null ? RuleCounts.of(rule.name()) : found);
            share(json, rules, rule, counts);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("candidates");
          for (Candidate candidate : rules.candidates()) {
            candidate(json, candidate, counts);
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

  private static void time(JsonGenerator json, String name, @Nullable Instant at)
      throws IOException {
    Json.time(json, name, at == null ? 0 : at.toEpochMilli());
  }

  /** What came of the last change of the file, if there was one. */
  private static void reload(JsonGenerator json, LiveRules.@Nullable Reload last)
      throws IOException {
    if (last == null) {
      json.writeNullField("last_reload");
      return;
    }
    json.writeObjectFieldStart("last_reload");
    json.writeStringField("outcome", last.outcome().word());
    time(json, "time", last.at());
    json.writeArrayFieldStart("problems");
    for (Problem problem : last.problems()) {
      json.writeString(problem.toString());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void share(JsonGenerator json, RuleSet rules, Rule rule, Counts counts)
      throws IOException {
    Optional<ShadowShare> share =
        rules.shares().stream().filter(s -> s.rule().name().equals(rule.name())).findFirst();
    if (share.isEmpty()) {
      json.writeNullField("shadow");
      return;
    }
    json.writeObjectFieldStart("shadow");
    json.writeNumberField("keep", share.get().probability());
    shadow(json, counts.shadows.getOrDefault(rule.name(), ShadowCounts.NONE));
    json.writeEndObject();
  }

  private static void candidate(JsonGenerator json, Candidate candidate, Counts counts)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", candidate.name());
    json.writeStringField("hash", candidate.rules().hash());
    json.writeNumberField("rules", candidate.rules().size());
    shadow(json, counts.shadows.getOrDefault(candidate.name(), ShadowCounts.NONE));
    json.writeEndObject();
  }

  private static void shadow(JsonGenerator json, ShadowCounts counts) throws IOException {
    count(json, "kept", counts.kept());
    count(json, "dropped", counts.dropped());
    count(json, "gained", counts.gained());
    count(json, "lost", counts.lost());
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
