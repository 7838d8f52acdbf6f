// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.yaml.Decoders;
import java.util.List;
import java.util.regex.Pattern;

/** Types of keys that are about who may ask this process, and where. */
final class HttpTypes {

  static final String OFF = "off";

  // visible ASCII, for it travels in a header
  private static final Pattern TOKEN_TEXT = Pattern.compile("[!-~]{8,1000}");

  static final ValueType<String> ADDRESS_OR_OFF =
      new ValueType<>(
          "address:port or `off`",
          Decoders.scalar("an address and port such as 127.0.0.1:8081, or off", HttpTypes::address),
          text -> text,
          Schemas.anyOf(Schemas.constants(List.of(OFF)), Schemas.text(".*:\\d{1,5}")));

  static final ValueType<String> TOKEN =
      new ValueType<>(
          "text",
          Decoders.scalar("a token", HttpTypes::token),
          text -> Secrets.REDACTED,
          Schemas.type("string"));

  private HttpTypes() {}

  private static String address(String text) {
    try {
      return text.equals(OFF) ? text : KafkaTypes.address(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected an address and port such as 127.0.0.1:8081, or off, found \"" + text + "\"", e);
    }
  }

  /** The message must not show what may be a secret. */
  private static String token(String text) {
    if (!TOKEN_TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected a token of at least 8 characters, all of them visible ASCII");
    }
    return text;
  }
}
