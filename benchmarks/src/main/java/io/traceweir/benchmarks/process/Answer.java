// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a process is told or says in one line: names and values. */
public record Answer(Map<String, String> values) {
  public Answer {
    values = new LinkedHashMap<>(values);
  }

  static Answer parse(String line) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : line.strip().split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        values.put(word.substring(0, equals), URLDecoder.decode(word.substring(equals + 1), UTF_8));
      }
    }
    return new Answer(values);
  }

  static Answer of(String name, Object value) {
    return new Answer(Map.of(name, value.toString()));
  }

  Answer and(String name, Object value) {
    Answer more = new Answer(values);
    more.values.put(name, value.toString());
    return more;
  }

  /** All of both. */
  Answer and(Answer other) {
    Answer more = new Answer(values);
    more.values.putAll(other.values);
    return more;
  }

  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("a process did not say its " + name);
    }
    return value;
  }

  public long whole(String name) {
    return Long.parseLong(text(name));
  }

  /** As {@link #whole(String)}, or another value where the process has not said it. */
  public long whole(String name, long otherwise) {
    String value = values.get(name);
    return value == null ? otherwise : Long.parseLong(value);
  }

  public double number(String name) {
    return Double.parseDouble(text(name));
  }

  String line() {
    StringBuilder line = new StringBuilder();
    values.forEach(
        (name, value) ->
            line.append(' ').append(name).append('=').append(URLEncoder.encode(value, UTF_8)));
    return line.toString();
  }
}
