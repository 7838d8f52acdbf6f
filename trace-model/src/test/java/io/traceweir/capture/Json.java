// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import com.google.protobuf.Message;
import io.traceweir.otlp.OtlpJson;

/** JSON as people look at it. */
final class Json {
  private Json() {}

  /** A line for each bracket and comma outside of strings. */
  static String pretty(Message request) {
    StringBuilder pretty = new StringBuilder();
    boolean inString = false;
    String json = OtlpJson.toJson(request);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean escaped = inString && c == '\\';
      inString ^= c == '"';
      if (!inString && (c == '}' || c == ']')) {
        pretty.append("\n  ");
      }
      pretty.append(c);
      if (escaped) {
        pretty.append(json.charAt(++i));
      }
      if (!inString && (c == '{' || c == '[' || c == ',')) {
        pretty.append("\n  ");
      }
    }
    return pretty.append("\n").toString();
  }
}
