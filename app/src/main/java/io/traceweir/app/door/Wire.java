// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import com.google.protobuf.Message;
import io.traceweir.otlp.OtlpJson;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two encodings of OTLP over HTTP; an answer is written as its request was. */
enum Wire {
  PROTOBUF("application/x-protobuf"),
  JSON("application/json");

  final String contentType;

  Wire(String contentType) {
    this.contentType = contentType;
  }

  /** By the header, whatever parameters it has; empty for any other type, or none. */
  static Optional<Wire> of(@Nullable String contentType) {
    if (contentType == null) {
      return Optional.empty();
    }
    int end = contentType.indexOf(';');
    String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    for (Wire wire : values()) {
      if (wire.contentType.equals(type.toLowerCase(Locale.ROOT))) {
        return Optional.of(wire);
      }
    }
    return Optional.empty();
  }

  byte[] encode(Message message) {
    return this == PROTOBUF
        ? message.toByteArray()
        : OtlpJson.toJson(message).getBytes(StandardCharsets.UTF_8);
  }
}
