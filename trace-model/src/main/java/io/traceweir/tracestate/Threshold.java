// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.tracestate;

/**
 * The rejection threshold T of OpenTelemetry's consistent probability sampling: a trace with 56
 * bits of randomness R is kept when R >= T, so T = 2^56 (1 - probability).
 */
public final class Threshold {
  /** Keeps nothing: above every randomness. */
  public static final long NEVER = 1L << 56;

  private static final int DIGITS = 14;

  private Threshold() {}

  /**
   * The threshold that keeps a share p of all traces. It is p that is rounded to 56 bits, as the
   * Collector does; a double of 1 - p has lost bits already (10% would end in 8 instead of 6).
   *
   * @throws IllegalArgumentException when p is not within 0 and 1
   */
  public static long ofProbability(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("a probability lies between 0 and 1, not " + p);
    }
    return NEVER - Math.round(p * NEVER);
  }

  /**
   * The same with so many hex digits behind its leading f's, for a short {@code th}: with four of
   * them the share that is kept differs by less than one in 8,000, or by 1/131,072 of all.
   */
  public static long ofProbability(double p, int digits) {
    long exact = ofProbability(p);
    int leading = exact == NEVER ? DIGITS : Long.numberOfLeadingZeros(~(exact << 8)) / 4;
    if (leading + digits >= DIGITS) {
      return exact;
    }
    long unit = 1L << (4 * (DIGITS - leading - digits));
    return (exact + unit / 2) & -unit; // a digit below f stops the carry, so NEVER is not reached
  }

  /** The share of all traces that a threshold keeps. */
  public static double probability(long threshold) {
    return (double) (NEVER - threshold) / NEVER;
  }

  /** The {@code th} value: 14 hex digits without their trailing zeros; "0" keeps everything. */
  public static String encode(long threshold) {
    if (threshold < 0 || threshold >= NEVER) {
      throw new IllegalArgumentException("no th value for threshold " + threshold);
    }
    if (threshold == 0) {
      return "0";
    }
    int zeros = Long.numberOfTrailingZeros(threshold) / 4;
    String digits = Long.toHexString(threshold >>> (4 * zeros));
    return "0".repeat(DIGITS - zeros - digits.length()) + digits;
  }

  public static boolean keeps(long randomness, long threshold) {
    return randomness >= threshold;
  }

  /** How many spans each kept one stands for: 1 / probability; 0 for {@link #NEVER}. */
  public static double adjustedCount(long threshold) {
    return threshold >= NEVER ? 0 : (double) NEVER / (NEVER - threshold);
  }
}
