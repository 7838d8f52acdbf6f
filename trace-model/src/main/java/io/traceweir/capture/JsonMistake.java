// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.traceweir.otlp.MalformedOtlpException;
import java.io.IOException;
import java.util.Optional;

/** What is wrong with a request in JSON, in words that hold nothing of it. */
final class JsonMistake {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String EXPECTED =
      "; expected OTLP/JSON requests, each beginning with {\"resourceSpans\": or"
          + " {\"resourceLogs\":";

  private JsonMistake() {}

  /** Of a request that is neither spans nor logs. */
  static String unknown(byte[] json) {
    return broken(json)
        .orElseGet(
            () ->
                isObject(json)
                    ? "JSON, but with neither resourceSpans nor resourceLogs" + EXPECTED
                    : "JSON, but not an object" + EXPECTED);
  }

  /** Of a request that says what it is. */
  static String request(byte[] json, MalformedOtlpException e) {
    return broken(json)
        .orElseGet(
            () -> {
              String message = String.valueOf(e.getMessage());
              String readable = message.replace(" has no such value", ": not a valid value");
              return "JSON, but not an OTLP request: " + readable;
            });
  }

  /** JSON that is none, whatever else is wrong with it. */
  private static Optional<String> broken(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      while (parser.nextToken() != null) {
        // to the end, or to where it breaks
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
      String where = at < 0 ? "" : at >= json.length ? ", it ends too early" : " at byte " + at;
      return Optional.of("not JSON" + where + EXPECTED);
    } catch (IOException e) {
      return Optional.of("not JSON" + EXPECTED);
    }
  }

  private static boolean isObject(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      return parser.nextToken() == JsonToken.START_OBJECT;
    } catch (IOException e) {
      return false;
    }
  }
}
