// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters behind the question mark of an address. */
record Query(Map<String, String> parameters) {

  /**
   * @throws IllegalArgumentException with words for the caller
   */
  static Query parse(@Nullable String raw) {
    Map<String, String> parameters = new HashMap<>();
    if (raw != null && !raw.isEmpty()) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        if (parameters.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
          throw new IllegalArgumentException("parameter " + name + " is there more than once");
        }
      }
    }
    return new Query(parameters);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a parameter is not encoded as in an address", e);
    }
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isEmpty());
  }

  int number(String name, int fallback, int max) {
    String text = text(name).orElse(null);
    if (text == null) {
      return fallback;
    }
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > max) {
      throw new IllegalArgumentException(
          "parameter "
              + name
              + ": expected a number from 1 to "
              + max
              + ", found \""
              + text
              + "\"");
    }
    return Integer.parseInt(text);
  }

  void allow(List<String> names) {
    for (String name : parameters.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "there is no parameter \""
                + name
                + "\"; "
                + (names.isEmpty()
                    ? "none is taken here"
                    : "there are " + String.join(", ", names)));
      }
    }
  }
}
