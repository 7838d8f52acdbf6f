// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.proposal;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How much a policy samples of what it matches.
 *
 * @param percent 0 to 100
 * @param salt what is hashed before the id; null when nothing is left to chance
 * @param rate as in {@code spans_per_second: 5}; null when there is none
 */
record Share(BigDecimal percent, @Nullable String salt, @Nullable String rate) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Less is none to a rule: one trace in 2^56. */
  private static final BigDecimal LEAST = new BigDecimal("0.000000000000002");

  private static final int DIGITS = 18;

  static final Share ALL = new Share(HUNDRED, null, null);
  static final Share NOTHING = new Share(BigDecimal.ZERO, null, null);

  static Share ofPercent(double percent, String salt) {
    if (percent >= 100) {
      return ALL;
    }
    BigDecimal exact = percent > 0 ? BigDecimal.valueOf(percent) : BigDecimal.ZERO;
    return exact.compareTo(LEAST) < 0
        ? NOTHING
        : new Share(
            exact.setScale(
                Math.min(DIGITS, Math.max(0, exact.scale())), java.math.RoundingMode.HALF_EVEN),
            salt,
            null);
  }

  static Share ofRate(String key, long perSecond) {
    String unit = key.startsWith("bytes") ? "B" : "";
    return perSecond <= 0 ? NOTHING : new Share(HUNDRED, null, key + ": " + perSecond + unit);
  }

  boolean isAll() {
    return rate == null && percent.compareTo(HUNDRED) == 0;
  }

  boolean isNothing() {
    return percent.signum() == 0;
  }

  /** Of what both let through; null when no rule can say it. */
  @Nullable Share and(Share other) {
    if (isAll() || other.isNothing()) {
      return other;
    }
    if (other.isAll() || isNothing()) {
      return this;
    }
    if (rate != null || other.rate != null) {
      return null;
    }
    if (String.valueOf(salt).equals(other.salt)) {
      return percent.compareTo(other.percent) <= 0 ? this : other; // one hash, two thresholds
    }
    BigDecimal product = percent.multiply(other.percent).movePointLeft(2);
    return ofPercent(product.doubleValue(), salt + " and " + other.salt);
  }

  /** What it leaves; null when no rule can say it. */
  @Nullable Share negated() {
    if (rate != null) {
      return null;
    }
    return ofPercent(HUNDRED.subtract(percent).doubleValue(), "not " + salt);
  }

  String keep() {
    return rate != null ? "{ " + rate + " }" : percent.stripTrailingZeros().toPlainString() + "%";
  }
}
