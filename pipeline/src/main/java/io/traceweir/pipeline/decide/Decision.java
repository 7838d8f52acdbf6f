// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.decide;

import io.traceweir.rules.Rule;
import io.traceweir.rules.Ruling;
import io.traceweir.rules.Shadow;
import java.util.List;

/**
 * What was decided about a trace, and what the record about it says besides the trace's own
 * figures.
 *
 * @param ruling the rule that took the trace, and how much of such traces it kept
 * @param trigger the word for why it was decided now
 * @param clockMillis the data clock
 * @param fragments partition and offsets where the trace's bytes lie: {@code 3:100-117}
 * @param cutSpans spans of a kept trace that are not written, because they lie beyond a limit
 * @param cut something of it was too large for a record, or damaged, and was cut as it was written
 * @param retentionLoss a part of the trace may have expired before it could be read again
 * @param shadows what would have become of the trace by what is tried beside the rules
 */
public record Decision(
    boolean kept,
    Ruling ruling,
    String trigger,
    long clockMillis,
    String fragments,
    long bytes,
    long cutSpans,
    boolean cut,
    boolean retentionLoss,
    List<Shadow> shadows) {
  public Decision {
    shadows = List.copyOf(shadows);
  }

  /** The rule that took the trace. */
  public Rule rule() {
    return ruling.rule();
  }

  /** The word for the outcome. */
  public String outcome() {
    return kept ? "kept" : "dropped";
  }
}
