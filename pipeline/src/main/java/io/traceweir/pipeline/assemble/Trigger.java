// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

/** Why a trace is decided now; the word is what the decision carries. */
public enum Trigger {
  ROOT,
  TIMEOUT,
  QUIET,
  SPAN_LIMIT,
  BYTE_LIMIT,
  MEMORY;

  /** The trace is over a limit of its own. */
  boolean isLimit() {
    return this == SPAN_LIMIT || this == BYTE_LIMIT;
  }

  /** The word used in configuration, decisions and metrics. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
