// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The order of two values as OTTL has it: numbers compare as numbers, unlike types do not. */
final class Ordering {
  private Ordering() {}

  /** -1, 0, 1, or {@link Op#UNLIKE}; nil equals nil and nothing else. */
  static int of(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == null && b == null ? 0 : Op.UNLIKE;
    }
    if (a instanceof String x && b instanceof String y) {
      return texts(x, y);
    }
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (a instanceof Number x && b instanceof Number y) {
      return fractions(x.doubleValue(), y.doubleValue());
    }
    if (a instanceof Boolean x && b instanceof Boolean y) {
      return Boolean.compare(x, y);
    }
    if (a instanceof byte[] x && b instanceof byte[] y) {
      return Integer.signum(Arrays.compareUnsigned(x, y));
    }
    return Op.UNLIKE;
  }

  /** NaN equals nothing, and zero has no sign. */
  static int fractions(double a, double b) {
    return a < b ? -1 : a > b ? 1 : a == b ? 0 : Op.UNLIKE;
  }

  /** By code point, which is the order of the UTF-8 bytes and not that of Java's chars. */
  static int texts(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean unlike = Character.isSurrogate(x) != Character.isSurrogate(y);
        return (x < y) != (unlike && x >= 0xd800 && y >= 0xd800) ? -1 : 1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
