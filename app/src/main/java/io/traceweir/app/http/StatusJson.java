// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.traceweir.app.recent.ReaderState;
import io.traceweir.app.recent.RecentOutcomes;
import io.traceweir.pipeline.PipelineSettings;
import java.io.IOException;

/** {@code /api/v1/status}. */
final class StatusJson {
  private StatusJson() {}

  static byte[] write(ApiData data, ReaderState reader) {
    PipelineSettings settings = data.settings();
    long now = data.clock().millis();
    return Json.object(
        json -> {
          json.writeStringField("version", data.version());
          json.writeStringField("application_id", settings.kafka().applicationId());
          json.writeStringField("state", data.health().state());
          json.writeBooleanField("ready", data.health().isReady());
          json.writeStringField("rules_hash", settings.sampling().rules().hash());
          Json.time(json, "now", now);
          Json.number(
              json, "metrics_interval_seconds", settings.metrics().interval().toMillis() / 1e3);
          json.writeArrayFieldStart("input_topics");
          for (String topic : settings.inputTopics()) {
            json.writeString(topic);
          }
          json.writeEndArray();
          reader(json, reader);
          leftOut(json, data.outcomes().leftOut());
        });
  }

  private static void reader(JsonGenerator json, ReaderState reader) throws IOException {
    json.writeObjectFieldStart("reader");
    json.writeBooleanField("connected", reader.connected());
    json.writeBooleanField("caught_up", reader.caughtUp());
    json.writeStringField("problem", reader.problem());
    Json.time(json, "last_record", reader.lastRecordMillis());
    json.writeEndObject();
  }

  private static void leftOut(JsonGenerator json, RecentOutcomes.LeftOut leftOut)
      throws IOException {
    json.writeObjectFieldStart("left_out");
    json.writeNumberField("series_points", leftOut.seriesPoints());
    json.writeNumberField("services", leftOut.services());
    json.writeNumberField("edges", leftOut.edges());
    json.writeNumberField("rules", leftOut.rules());
    json.writeNumberField("unreadable_records", leftOut.unreadable());
    json.writeEndObject();
  }
}
