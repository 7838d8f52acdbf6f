// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons as OTTL makes them: whole and other numbers compare as numbers; of nil and of values
 * of unlike types only {@code !=} is true.
 */
enum Comparison {
  EQUAL("=="),
  NOT_EQUAL("!="),
  LESS("<"),
  AT_MOST("<="),
  GREATER(">"),
  AT_LEAST(">=");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  static Comparison of(String sign) {
    for (Comparison comparison : values()) {
      if (comparison.sign.equals(sign)) {
        return comparison;
      }
    }
    throw new IllegalArgumentException(sign);
  }

  static boolean isEqual(@Nullable Object a, @Nullable Object b) {
    return EQUAL.holds(a, b);
  }

  boolean holds(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return byEquality(a == null && b == null);
    }
    if (a instanceof String x && b instanceof String y) {
      return this == EQUAL ? x.equals(y) : this == NOT_EQUAL ? !x.equals(y) : bytewise(x, y);
    }
    if (a instanceof Long x) {
      return b instanceof Long y
          ? byOrder(Long.compare(x, y))
          : b instanceof Double z ? ofDoubles(x.doubleValue(), z) : byEquality(false);
    }
    if (a instanceof Double x) {
      return b instanceof Double y
          ? ofDoubles(x, y)
          : b instanceof Long z ? ofDoubles(x, z.doubleValue()) : byEquality(false);
    }
    return ofOthers(a, b);
  }

  private boolean ofOthers(Object a, Object b) {
    if (a instanceof Boolean x && b instanceof Boolean y) {
      return byOrder(Boolean.compare(x, y));
    }
    if (a instanceof byte[] x && b instanceof byte[] y) {
      return byOrder(Arrays.compareUnsigned(x, y));
    }
    if (a instanceof Instant64 x && b instanceof Instant64 y) {
      return byOrder(Long.compare(x.nanos(), y.nanos()));
    }
    if (a instanceof Nanos x && b instanceof Nanos y) {
      return byOrder(Long.compare(x.nanos(), y.nanos()));
    }
    if (a instanceof Pairs x && b instanceof Pairs y) {
      return byEquality(x.isEqualTo(y));
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return byEquality(areEqual(x, y));
    }
    boolean isId = a instanceof Id || a instanceof TypeFunctions.ProfileId;
    return byEquality(isId && a.equals(b));
  }

  private static boolean areEqual(List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!isEqual(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Go orders strings by their bytes, which differs from UTF-16 above U+FFFF. */
  private boolean bytewise(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    if (i == a.length() || i == b.length()) {
      return byOrder(Integer.compare(a.length(), b.length()));
    }
    return byOrder(Integer.compare(rank(a.charAt(i)), rank(b.charAt(i))));
  }

  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }

  private boolean ofDoubles(double a, double b) {
    return switch (this) {
      case EQUAL -> a == b;
      case NOT_EQUAL -> a != b;
      case LESS -> a < b;
      case AT_MOST -> a <= b;
      case GREATER -> a > b;
      case AT_LEAST -> a >= b;
    };
  }

  private boolean byOrder(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case GREATER -> order > 0;
      case AT_LEAST -> order >= 0;
    };
  }

  private boolean byEquality(boolean equal) {
    return this == EQUAL ? equal : this == NOT_EQUAL && !equal;
  }
}
