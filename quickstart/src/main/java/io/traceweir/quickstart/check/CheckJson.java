// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The check for a program: two more fields of the summary. */
public final class CheckJson {
  private CheckJson() {}

  public static void write(Report report, JsonGenerator json) throws IOException {
    Verdict verdict = report.verdict();
    json.writeArrayFieldStart("incidents");
    for (Recap.Line line : report.recap().lines()) {
      incident(line, json);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("check");
    json.writeBooleanField("agrees", verdict.agrees());
    json.writeArrayFieldStart("findings");
    for (Finding finding : verdict.findings()) {
      finding(finding, json);
    }
    json.writeEndArray();
    texts("remarks", verdict.remarks(), json);
    json.writeEndObject();
  }

  private static void incident(Recap.Line line, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("incident", line.incident().label());
    json.writeNumberField("from_seconds", line.fromSeconds());
    json.writeNumberField("traces", line.traces());
    json.writeNumberField("kept", line.kept());
    json.writeObjectFieldStart("kept_by_rule");
    for (Map.Entry<String, Long> rule : new TreeMap<>(line.byRule()).entrySet()) {
      json.writeNumberField(rule.getKey(), rule.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void finding(Finding finding, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("what", finding.what());
    json.writeNumberField("expected", finding.expected());
    json.writeNumberField("agree", finding.agreeing());
    texts("examples", finding.examples(), json);
    json.writeEndObject();
  }

  private static void texts(String name, Iterable<String> texts, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
