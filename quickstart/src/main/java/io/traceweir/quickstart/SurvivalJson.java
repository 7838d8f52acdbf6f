// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import com.fasterxml.jackson.core.JsonGenerator;
import io.traceweir.quickstart.chaos.Event;
import io.traceweir.quickstart.chaos.Tally;
import io.traceweir.quickstart.check.Harm;
import java.io.IOException;
import java.time.Duration;

/** The same for a program: one more field of the summary. */
final class SurvivalJson {
  private SurvivalJson() {}

  static void write(Survival survival, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("chaos");
    json.writeNumberField("seed", survival.seed());
    json.writeBooleanField("survived", survival.isWhole());
    json.writeNumberField("traces", survival.traces());
    json.writeNumberField("spans", survival.spans());
    faults(survival.faults(), json);
    json.writeNumberField("lost", survival.damage().lost().count());
    json.writeNumberField("split", survival.damage().split().count());
    json.writeNumberField("decided_twice", survival.damage().twice().count());
    json.writeNumberField("counter_error", survival.damage().counters().count());
    json.writeNumberField("longest_gap_seconds", seconds(survival.longestGap()));
    json.writeArrayFieldStart("examples");
    for (Harm harm : survival.damage().all()) {
      for (String example : harm.examples()) {
        json.writeString(harm.what() + ": " + example);
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("events");
    for (Event event : survival.events()) {
      event(event, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void faults(Tally faults, JsonGenerator json) throws IOException {
    json.writeNumberField("kills", faults.kills());
    json.writeNumberField("kills_with_state_lost", faults.losses());
    json.writeNumberField("restarts", faults.restarts());
    json.writeNumberField("scalings", faults.scalings());
    json.writeNumberField("unexpected_deaths", faults.deaths());
  }

  private static void event(Event event, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("at_seconds", seconds(event.at()));
    json.writeStringField("what", event.sentence());
    json.writeNumberField("traces_per_second", Math.round(event.tracesPerSecond() * 10) / 10.0);
    json.writeEndObject();
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
