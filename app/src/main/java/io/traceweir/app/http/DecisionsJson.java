// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.traceweir.app.outcome.Decision;
import io.traceweir.app.outcome.DecisionEvent;
import io.traceweir.app.outcome.Upgrade;
import io.traceweir.rules.Shadow;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/decisions}. */
final class DecisionsJson {
  private DecisionsJson() {}

  static byte[] all(List<DecisionEvent> events, int limit) {
    return Json.object(
        json -> {
          json.writeNumberField("limit", limit);
          json.writeArrayFieldStart("decisions");
          for (DecisionEvent event : events) {
            json.writeStartObject();
            fields(json, event);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  static byte[] one(DecisionEvent event) {
    return Json.object(json -> fields(json, event));
  }

  private static void fields(JsonGenerator json, DecisionEvent event) throws IOException {
    Decision decision = event.decision();
    json.writeStringField("trace_id", decision.trace().hex());
    json.writeStringField("outcome", decision.kept() ? "kept" : "dropped");
    json.writeStringField("rule", decision.rule());
    json.writeStringField("trigger", decision.trigger());
    json.writeNumberField("probability", event.probability());
    json.writeStringField("threshold", event.threshold());
    json.writeStringField("randomness", event.randomness());
    json.writeStringField("rules_hash", event.rulesHash());
    Json.time(json, "time", event.timeMillis());
    json.writeNumberField("spans", decision.spans());
    json.writeNumberField("logs", decision.logs());
    json.writeNumberField("errors", decision.errors());
    json.writeNumberField("bytes", event.bytes());
    Json.number(json, "duration_ms", decision.durationMillis());
    json.writeStringField("root_service", decision.rootService());
    json.writeStringField("root_name", decision.rootName());
    texts(json, "services", event.services());
    texts(json, "flags", event.flags());
    shadows(json, event.shadows());
    upgrade(json, event.upgrade());
  }

  /** Only while something is tried beside the rules. */
  private static void shadows(JsonGenerator json, List<Shadow> shadows) throws IOException {
    if (shadows.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("shadows");
    for (Shadow shadow : shadows) {
      json.writeStartObject();
      json.writeStringField("name", shadow.name());
      json.writeStringField("outcome", shadow.outcome());
      String rule = shadow.rule();
      if (rule != null) {
        json.writeStringField("rule", rule);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Only of traces that came back after they were dropped. */
  private static void upgrade(JsonGenerator json, @Nullable Upgrade upgrade) throws IOException {
    if (upgrade != null) {
      json.writeObjectFieldStart("upgraded");
      json.writeStringField("rule", upgrade.rule());
      json.writeStringField("trigger", upgrade.trigger());
      Json.time(json, "time", upgrade.timeMillis());
      json.writeEndObject();
    }
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
