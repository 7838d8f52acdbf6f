// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import io.traceweir.yaml.Decoder;
import io.traceweir.yaml.Decoders;
import java.util.Locale;

/** What becomes of a trace, in the words of the decisions topic. */
public enum Outcome {
  KEPT,
  DROPPED;

  static final Decoder<Outcome> DECODER = Decoders.constant(Outcome.class);

  static Outcome of(boolean kept) {
    return kept ? KEPT : DROPPED;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
