// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Ids from bytes, or from their hexadecimal digits. */
final class Ids {
  private Ids() {}

  /** Null when it is none. */
  static @Nullable Id of(@Nullable Object value, boolean ofTrace) {
    int size = ofTrace ? 16 : 8;
    byte[] bytes = value instanceof byte[] raw ? raw : value instanceof String s ? parsed(s) : null;
    if (bytes == null || bytes.length != size) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Id(ofTrace, ofTrace ? buffer.getLong() : 0, buffer.getLong());
  }

  private static byte @Nullable [] parsed(String hex) {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
