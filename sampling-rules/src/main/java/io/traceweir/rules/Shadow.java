// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import org.jspecify.annotations.Nullable;

/**
 * What would have become of a trace.
 *
 * @param name of the rule whose other share was tried, or of the candidate
 * @param rule of the candidate that took the trace; null for a rule's other share
 */
public record Shadow(String name, boolean kept, @Nullable String rule) {
  /** The word for it. */
  public String outcome() {
    return kept ? "kept" : "dropped";
  }
}
