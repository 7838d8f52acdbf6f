// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

/** What a policy says of a trace. */
public enum Vote {
  SAMPLED,
  NOT_SAMPLED,
  DROPPED;

  static Vote sampledIf(boolean yes) {
    return yes ? SAMPLED : NOT_SAMPLED;
  }
}
