// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import org.jspecify.annotations.Nullable;

/**
 * One rule of a set: which traces, and how much of them is kept.
 *
 * @param index its place in the set, from 0
 * @param when its condition as written; "" for the catch-all
 * @param probability the share of its traces that is kept, 0 to 1; of a policy of a Collector 1
 *     when it samples, which says nothing of how many it samples; of a rule with a rate 1, which it
 *     keeps while no more comes than that
 * @param threshold a trace is kept when its randomness is at least this; 2^56 keeps none, {@link
 *     #NO_THRESHOLD} all of those that were chosen in another way
 * @param lateUpgrade how it brings back what was dropped too early; null when it does not
 * @param consistent whether traces are kept by their randomness
 * @param rate what is kept a second, by a probability that {@link Ruling} has; null when that is
 *     always the same
 */
public record Rule(
    int index,
    String name,
    String when,
    double probability,
    long threshold,
    @Nullable String note,
    @Nullable String owner,
    @Nullable LateUpgrade lateUpgrade,
    boolean consistent,
    @Nullable Rate rate) {

  /** What was kept stands for no others; its trace state is left alone. */
  public static final long NO_THRESHOLD = -1;

  /** A rule that brings nothing back. */
  public Rule(
      int index,
      String name,
      String when,
      double probability,
      long threshold,
      @Nullable String note,
      @Nullable String owner) {
    this(index, name, when, probability, threshold, note, owner, null, true, null);
  }

  public boolean isCatchAll() {
    return when.isEmpty();
  }
}
