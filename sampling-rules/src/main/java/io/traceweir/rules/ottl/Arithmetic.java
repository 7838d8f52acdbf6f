// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import org.jspecify.annotations.Nullable;

/** Calculations: numbers, times and lengths of time; all else, nil too, has no result. */
final class Arithmetic {
  private Arithmetic() {}

  static Object of(char operator, @Nullable Object a, @Nullable Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return ofWhole(operator, x, y);
    }
    if (a instanceof Number x && b instanceof Number y) {
      return ofDoubles(operator, x.doubleValue(), y.doubleValue());
    }
    if (a instanceof Instant64 x && b instanceof Instant64 y && operator == '-') {
      return new Nanos(x.nanos() - y.nanos());
    }
    if (a instanceof Instant64 x && b instanceof Nanos y) {
      return new Instant64(ofTimes(operator, x.nanos(), y.nanos()));
    }
    if (a instanceof Nanos x && b instanceof Instant64 y && operator == '+') {
      return new Instant64(x.nanos() + y.nanos());
    }
    if (a instanceof Nanos x && b instanceof Nanos y) {
      return new Nanos(ofTimes(operator, x.nanos(), y.nanos()));
    }
    throw new EvaluationException("no numbers on both sides of `" + operator + "`");
  }

  private static long ofWhole(char operator, long a, long b) {
    return switch (operator) {
      case '+' -> a + b;
      case '-' -> a - b;
      case '*' -> a * b;
      default -> {
        if (b == 0) {
          throw new EvaluationException("a division by 0");
        }
        yield a / b;
      }
    };
  }

  private static double ofDoubles(char operator, double a, double b) {
    return switch (operator) {
      case '+' -> a + b;
      case '-' -> a - b;
      case '*' -> a * b;
      default -> {
        if (b == 0) {
          throw new EvaluationException("a division by 0");
        }
        yield a / b;
      }
    };
  }

  private static long ofTimes(char operator, long a, long b) {
    return switch (operator) {
      case '+' -> a + b;
      case '-' -> a - b;
      default -> throw new EvaluationException("times cannot be multiplied");
    };
  }
}
