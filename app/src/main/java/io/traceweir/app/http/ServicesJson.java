// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.traceweir.app.recent.FlowView;
import io.traceweir.app.recent.Moment;
import io.traceweir.app.recent.RecentOutcomes;
import java.io.IOException;

/** {@code /api/v1/services}. */
final class ServicesJson {
  private ServicesJson() {}

  static byte[] write(RecentOutcomes.Services all, long intervalMillis) {
    return Json.object(
        json -> {
          Json.number(json, "interval_seconds", intervalMillis / 1e3);
          Json.number(json, "covered_seconds", all.seconds());
          Json.time(json, "newest", all.newestMillis());
          json.writeArrayFieldStart("services");
          for (RecentOutcomes.Service service : all.services()) {
            json.writeStartObject();
            json.writeStringField("service", service.name());
            flow(json, service.flow(), all.seconds());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void flow(JsonGenerator json, FlowView flow, double seconds) throws IOException {
    json.writeNumberField("spans", flow.spans());
    json.writeNumberField("calls", flow.calls());
    json.writeNumberField("errors", flow.failed());
    Json.number(json, "calls_per_second", flow.calls() / seconds);
    Json.number(json, "p50_ms", flow.p50Millis());
    Json.number(json, "p95_ms", flow.p95Millis());
    json.writeArrayFieldStart("history");
    for (Moment moment : flow.history()) {
      json.writeStartObject();
      Json.time(json, "time", moment.timeMillis());
      json.writeNumberField("calls", moment.calls());
      json.writeNumberField("errors", moment.failed());
      Json.number(json, "p95_ms", moment.p95Millis());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
