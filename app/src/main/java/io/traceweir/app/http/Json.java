// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** Writes one object; absent numbers and times are null. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** The fields of an object. */
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private Json() {}

  static byte[] object(Fields fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] error(String message) {
    return object(json -> json.writeStringField("error", message));
  }

  /** With three digits behind the point; JSON has no NaN. */
  static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, Math.round(value * 1_000) / 1_000.0);
    } else {
      json.writeNullField(name);
    }
  }

  /** RFC 3339; zero is no time. */
  static void time(JsonGenerator json, String name, long epochMillis) throws IOException {
    if (epochMillis == 0) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, Instant.ofEpochMilli(epochMillis).toString());
    }
  }
}
