// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

import io.traceweir.app.recent.RuleCounts.Count;
import io.traceweir.rules.Shadow;

/**
 * What another share or a candidate would have kept and dropped in the window.
 *
 * @param gained of those that it would have kept: what was dropped
 * @param lost of those that it would have dropped: what was kept
 */
public record ShadowCounts(Count kept, Count dropped, Count gained, Count lost) {
  public static final ShadowCounts NONE =
      new ShadowCounts(Count.ZERO, Count.ZERO, Count.ZERO, Count.ZERO);

  /**
   * Of one trace.
   *
   * @param kept what became of it
   */
  static ShadowCounts of(Shadow shadow, boolean kept, Count count) {
    return shadow.kept()
        ? new ShadowCounts(count, Count.ZERO, kept ? Count.ZERO : count, Count.ZERO)
        : new ShadowCounts(Count.ZERO, count, Count.ZERO, kept ? count : Count.ZERO);
  }

  ShadowCounts plus(ShadowCounts other) {
    return new ShadowCounts(
        kept.plus(other.kept),
        dropped.plus(other.dropped),
        gained.plus(other.gained),
        lost.plus(other.lost));
  }
}
