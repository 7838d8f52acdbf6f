// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.servicegraph;

import java.math.BigDecimal;
import java.util.Base64;

/** Attribute values as the text that names a node: 7 is "7", 2.0 is "2", bytes are base64. */
final class AttributeText {
  private static final double LARGEST_PLAIN = 1e21;

  private AttributeText() {}

  static String of(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (value instanceof Double number && Math.abs(number) < LARGEST_PLAIN) {
      return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }
    return value.toString();
  }
}
