// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.yaml.ByteSize;
import io.traceweir.yaml.GoDuration;
import java.util.regex.Pattern;

/** Numbers, and numbers with a unit: durations and sizes. */
final class Numbers {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
  private static final Pattern FRACTION =
      Pattern.compile("-?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern BYTES = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern SIZE = Pattern.compile("-?[0-9.]+[kKMGTP]?i?[bB]");
  private static final int LONGEST = 64;

  private Numbers() {}

  static Expr.Literal literal(int at, String source) throws SyntaxException {
    if (source.length() > LONGEST) {
      throw new SyntaxException(at, "a number has at most " + LONGEST + " characters");
    }
    if (WHOLE.matcher(source).matches()) {
      return whole(at, source);
    }
    if (FRACTION.matcher(source).matches()) {
      return fraction(at, source);
    }
    return withUnit(at, source);
  }

  /** Bytes, as in `0x0aff`. */
  static boolean isBytes(String source) {
    return BYTES.matcher(source).matches();
  }

  private static Expr.Literal whole(int at, String source) throws SyntaxException {
    try {
      return new Expr.Literal(at, Type.WHOLE, Long.valueOf(source), source);
    } catch (NumberFormatException e) {
      throw new SyntaxException(at, "the number `" + source + "` does not fit in 64 bits");
    }
  }

  private static Expr.Literal fraction(int at, String source) throws SyntaxException {
    double value = Double.parseDouble(source);
    if (Double.isInfinite(value)) {
      throw new SyntaxException(at, "the number `" + source + "` is too large");
    }
    return new Expr.Literal(at, Type.FRACTION, value, source);
  }

  private static Expr.Literal withUnit(int at, String source) throws SyntaxException {
    try {
      return SIZE.matcher(source).matches()
          ? new Expr.Literal(at, Type.SIZE, ByteSize.parse(source), source)
          : new Expr.Literal(at, Type.DURATION, GoDuration.parse(source).toNanos(), source);
    } catch (IllegalArgumentException e) {
      throw new SyntaxException(
          at,
          "cannot read `"
              + source
              + "`; expected a number, a duration such as `250ms`, `2s`, `1m30s` or `1h`, or a size"
              + " such as `512KiB` or `10MiB`");
    }
  }
}
