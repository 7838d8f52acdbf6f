// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceweir.rules.condition.Finding.Reading;
import io.traceweir.rules.ottl.Fnv;
import io.traceweir.trace.Trace;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HexFormat;

/**
 * A hash of salt and trace id, below a threshold that is exact to 64 bits. The hash says nothing of
 * the randomness that consistent probability sampling uses, so it has no threshold there.
 */
final class Probabilistic implements Policy {
  static final String DEFAULT_SALT = "default-hash-seed";

  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private final double percentage;
  private final long saltHash;
  private final long threshold;

  Probabilistic(double percentage, String salt) {
    this.percentage = percentage;
    saltHash = Fnv.of((salt.isEmpty() ? DEFAULT_SALT : salt).getBytes(UTF_8));
    threshold = threshold(percentage / 100);
  }

  /** Unsigned. */
  static long threshold(double ratio) {
    if (!(ratio > 0)) {
      return 0;
    }
    if (ratio >= 1) {
      return MOST.longValue();
    }
    BigInteger product = new BigDecimal(ratio).multiply(new BigDecimal(MOST)).toBigInteger();
    BigDecimal exact = new BigDecimal(ratio).multiply(new BigDecimal(MOST));
    int below = 64 - Math.max(0, product.bitLength());
    BigDecimal scale = new BigDecimal(BigInteger.ONE.shiftLeft(below));
    BigDecimal rounded =
        exact
            .multiply(scale)
            .setScale(0, RoundingMode.HALF_EVEN)
            .divide(scale, MathContext.UNLIMITED);
    return rounded.toBigInteger().min(MOST).longValue();
  }

  @Override
  public Voter bind(Binding binding) {
    return asked -> Vote.sampledIf(Long.compareUnsigned(hash(asked.trace()), threshold) <= 0);
  }

  private long hash(Trace trace) {
    return Fnv.more(Fnv.more(saltHash, trace.idHigh()), trace.idLow());
  }

  @Override
  public Look look(Binding binding) {
    HexFormat hex = HexFormat.of();
    return asked ->
        Seen.of(
            new Reading("hash", hex.toHexDigits(hash(asked.trace()))),
            new Reading("threshold", hex.toHexDigits(threshold)),
            Reading.of("sampling_percentage", percentage));
  }
}
