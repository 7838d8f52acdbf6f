// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import org.jspecify.annotations.Nullable;

/**
 * What all policies together say of a trace.
 *
 * @param policy the first that sampled or dropped it, null when none did
 * @param subPolicy the part of a composite policy that sampled it
 * @param errors policies that had no vote because a condition had no result
 */
public record Verdict(
    Outcome outcome, @Nullable String policy, @Nullable String subPolicy, int errors) {

  /** What becomes of the trace. */
  public enum Outcome {
    SAMPLED,
    NOT_SAMPLED,
    DROPPED
  }
}
