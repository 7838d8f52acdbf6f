// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.graph;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** One node or edge of an answer of the API: texts and numbers by name. */
record Entry(Map<String, String> texts, Map<String, Double> numbers) {

  /** From the beginning of an object to its end. */
  static Entry read(JsonParser parser) throws IOException {
    Entry entry = new Entry(new HashMap<>(), new HashMap<>());
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING) {
        entry.texts.put(name, parser.getText());
      } else if (value.isNumeric()) {
        entry.numbers.put(name, parser.getDoubleValue());
      } else {
        parser.skipChildren();
      }
    }
    return entry;
  }

  String text(String name) throws NoGraphException {
    String text = texts.get(name);
    if (text == null) {
      throw new NoGraphException("a node or an edge has no \"" + name + "\"");
    }
    return text;
  }

  private long whole(String name) throws NoGraphException {
    Double number = numbers.get(name);
    if (number == null) {
      throw new NoGraphException("an edge has no number \"" + name + "\"");
    }
    return number.longValue();
  }

  Link link() throws NoGraphException {
    return new Link(
        text("client"),
        text("server"),
        text("connection_type"),
        whole("calls"),
        whole("failed"),
        numbers.getOrDefault("p95_ms", Double.NaN));
  }
}
