// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.traceweir.app.outcome.RuleTally.Count;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** The summary for a program: one JSON object, with every operation's counts. */
public final class SummaryJson {
  private SummaryJson() {}

  /** More fields of the object. */
  public interface Part {
    void write(JsonGenerator json) throws IOException;
  }

  public static String write(Summary summary) {
    return write(summary, json -> {});
  }

  public static String write(Summary summary, Part more) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      totals(json, summary);
      rules(json, summary);
      services(json, summary);
      operations(json, summary);
      edges(json, summary);
      more.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void totals(JsonGenerator json, Summary summary) throws IOException {
    json.writeNumberField("elapsed_seconds", summary.elapsed().toSeconds());
    json.writeNumberField("requests", summary.requests());
    count(json, "sent", summary.sent());
    count(json, "decided", summary.decided());
    count(json, "kept", summary.kept());
    count(json, "dropped", summary.dropped());
    json.writeNumberField("traces_undecided", summary.undecided());
    json.writeNumberField("second_decisions", summary.again());
    json.writeNumberField("traces_with_errors", summary.withErrors());
    json.writeNumberField("traces_of_1s_and_more", summary.slow());
    json.writeObjectFieldStart("triggers");
    for (Map.Entry<String, Long> trigger : new TreeMap<>(summary.triggers()).entrySet()) {
      json.writeNumberField(trigger.getKey(), trigger.getValue());
    }
    json.writeEndObject();
  }

  private static void count(JsonGenerator json, String name, Count count) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("traces", count.traces());
    json.writeNumberField("spans", count.spans());
    json.writeNumberField("logs", count.logs());
    json.writeEndObject();
  }

  private static void rules(JsonGenerator json, Summary summary) throws IOException {
    json.writeArrayFieldStart("rules");
    for (RuleTally tally : summary.rules()) {
      json.writeStartObject();
      json.writeStringField("rule", tally.rule());
      count(json, "kept", tally.kept());
      count(json, "dropped", tally.dropped());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void services(JsonGenerator json, Summary summary) throws IOException {
    json.writeArrayFieldStart("services");
    for (Red.Service service : summary.services()) {
      json.writeStartObject();
      json.writeStringField("service", service.service());
      json.writeNumberField("spans", service.spans());
      json.writeNumberField("calls", service.calls());
      json.writeNumberField("errors", service.errors());
      millis(json, "p50_ms", service.p50Millis());
      millis(json, "p95_ms", service.p95Millis());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** JSON has no NaN. */
  private static void millis(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isNaN(value)) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, Math.round(value * 1_000) / 1_000.0);
    }
  }

  private static void operations(JsonGenerator json, Summary summary) throws IOException {
    json.writeArrayFieldStart("operations");
    for (Red.Operation operation : summary.operations()) {
      json.writeStartObject();
      json.writeStringField("service", operation.service());
      json.writeStringField("name", operation.name());
      json.writeStringField("kind", operation.kind());
      json.writeStringField("status", operation.status());
      json.writeNumberField("spans", operation.spans());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void edges(JsonGenerator json, Summary summary) throws IOException {
    json.writeArrayFieldStart("edges");
    for (Edge edge : summary.edges()) {
      json.writeStartObject();
      json.writeStringField("client", edge.client());
      json.writeStringField("server", edge.server());
      json.writeStringField("type", edge.type());
      json.writeNumberField("calls", edge.calls());
      json.writeNumberField("failed", edge.failed());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
