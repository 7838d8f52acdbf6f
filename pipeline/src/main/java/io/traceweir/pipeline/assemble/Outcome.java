// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

/**
 * What late fragments of a decided trace have to follow.
 *
 * @param threshold of consistent probability sampling, 0 to 2^56
 * @param cutSpans spans left out so far of a trace that a limit decided; else {@link #NOT_LIMITED}
 */
record Outcome(boolean kept, String rule, long threshold, long cutSpans) {
  /** No limit decided the trace. */
  static final long NOT_LIMITED = -1;

  /** Of a trace that no limit decided. */
  Outcome(boolean kept, String rule, long threshold) {
    this(kept, rule, threshold, NOT_LIMITED);
  }

  boolean isLimited() {
    return cutSpans != NOT_LIMITED;
  }

  /** After more spans of a limited trace were left out. */
  Outcome withMoreCut(int spans) {
    return new Outcome(kept, rule, threshold, cutSpans + spans);
  }
}
