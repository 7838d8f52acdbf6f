// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

/**
 * How much arrives a second, as a mean in which what came earlier counts for less: what came {@code
 * memory} seconds ago for 1/e of what comes now. Both the amount and the time it came in are
 * weighed alike, so the mean is right from the first trace on, and stays right when the memory
 * becomes longer or shorter.
 *
 * <p>The memory is ten seconds, or as long as it takes the limit to let {@link #LEAST_TRACES} of
 * the usual size through: where a partition may keep one trace a minute, ten seconds say nothing.
 * The usual size is a geometric mean, which one giant trace hardly moves.
 *
 * <p>It knows the clock, the sizes and the order of the traces, and nothing of their randomness;
 * the same traces give the same figures everywhere ({@link StrictMath}).
 */
final class ArrivalRate {
  static final double MEMORY_SECONDS = 10;
  static final double LONGEST_MEMORY_SECONDS = 600;

  /** So many are kept whatever the rate is; of fewer the mean would be a matter of chance. */
  static final double LEAST_TRACES = 5;

  private final double limit;
  private double amount;
  private double traces;
  private double logOfSizes;
  private double seconds;
  private double enoughSeconds;
  private double memory = MEMORY_SECONDS;
  private long lastMillis;

  /**
   * @param limit what may be kept a second
   */
  ArrivalRate(double limit) {
    this.limit = limit;
  }

  /** From here on it is known what arrives. */
  void begin(long clockMillis) {
    lastMillis = Math.max(0, clockMillis);
  }

  /**
   * A trace arrives.
   *
   * @param size spans, bytes or traces, 1 or more
   * @param weight for how many such traces it stands
   * @param clockMillis not before that of the last trace, or it counts as come with that
   * @return the share that holds the limit, above 0; from 1 on all are kept
   */
  double add(double size, double weight, long clockMillis) {
    double left = left(clockMillis);
    seconds = secondsAfter(left);
    amount = amount * left + size * weight;
    traces = traces * left + weight;
    logOfSizes = logOfSizes * left + StrictMath.log(size) * weight;
    lastMillis = Math.max(lastMillis, clockMillis);
    double usual = StrictMath.exp(logOfSizes / traces);
    enoughSeconds = Math.min(LEAST_TRACES * usual / limit, LONGEST_MEMORY_SECONDS);
    memory = Math.max(MEMORY_SECONDS, enoughSeconds);
    return share(amount, seconds);
  }

  /** The share that holds the limit when nothing more has arrived until then. */
  double share(long clockMillis) {
    double left = left(clockMillis);
    return traces == 0 ? 1 : share(amount * left, secondsAfter(left));
  }

  private double share(double arrived, double inSeconds) {
    return limit * Math.max(inSeconds, enoughSeconds) / arrived;
  }

  /** What is left by then of what counts 1 now. */
  private double left(long clockMillis) {
    long millis = Math.max(lastMillis, clockMillis) - lastMillis;
    return StrictMath.exp(-(millis / 1e3) / memory);
  }

  private double secondsAfter(double left) {
    return seconds * left + memory * (1 - left);
  }
}
