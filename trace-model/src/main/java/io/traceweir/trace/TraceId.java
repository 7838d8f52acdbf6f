// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** The 16 bytes of a trace id, most significant first. */
public record TraceId(long high, long low) {
  /** All zeros: no trace, as OpenTelemetry has it. */
  public static final TraceId NONE = new TraceId(0, 0);

  /** 32 lower-case hex digits. */
  public String hex() {
    return hex(high, low);
  }

  public byte[] bytes() {
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  /**
   * Reads 32 hex digits.
   *
   * @throws IllegalArgumentException when the text is anything else
   */
  public static TraceId ofHex(String hex) {
    if (hex.length() != 32) {
      throw new IllegalArgumentException("a trace id has 32 hex digits, not " + hex.length());
    }
    return new TraceId(
        HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
  }

  static String hex(long high, long low) {
    HexFormat digits = HexFormat.of();
    return digits.toHexDigits(high) + digits.toHexDigits(low);
  }
}
