// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * How many objects reading a JSON request makes, found without making them: three bytes are enough
 * for one, so the length of a request says too little.
 */
final class JsonObjects {
  /** Some 16,000 spans of 15 attributes: far more than senders put into a request. */
  static final int MAX = 500_000;

  // No stricter than who reads the request, else that one would come further.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private JsonObjects() {}

  /**
   * Objects and elements of arrays; it stops where the limit is passed. What is not JSON counts as
   * far as it goes, since its reader comes no further either.
   */
  static int count(byte[] json) {
    int objects = 0;
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken();
          token != null && objects <= MAX;
          token = parser.nextToken()) {
        if (token == JsonToken.START_OBJECT || isElement(parser, token)) {
          objects++;
        }
      }
    } catch (IOException e) {
      return objects;
    }
    return objects;
  }

  private static boolean isElement(JsonParser parser, JsonToken token) {
    return token.isScalarValue() && parser.getParsingContext().inArray();
  }
}
