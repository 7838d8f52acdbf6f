// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** Tells spans from logs by the first field of a JSON request that says so. */
public final class JsonSignal {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonSignal() {}

  /** Empty when it is neither, or no JSON. */
  public static Optional<Signal> of(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        switch (parser.currentName()) {
          case "resourceSpans", "resource_spans" -> {
            return Optional.of(Signal.SPANS);
          }
          case "resourceLogs", "resource_logs" -> {
            return Optional.of(Signal.LOGS);
          }
          default -> {
            parser.nextToken();
            parser.skipChildren();
          }
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
