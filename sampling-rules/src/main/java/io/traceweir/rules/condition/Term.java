// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import org.jspecify.annotations.Nullable;

/** An operand made ready to be read many times, by the type it is known to have. */
sealed interface Term {
  /** Durations, counts and enum numbers; {@link #NIL} when there is no root to read it from. */
  non-sealed interface Whole extends Term {
    long NIL = Long.MIN_VALUE;

    long value(Focus focus);
  }

  non-sealed interface Text extends Term {
    @Nullable String value(Focus focus);
  }

  non-sealed interface Flag extends Term {
    boolean value(Focus focus);
  }

  /** An attribute: String, Long, Double, Boolean, byte[] or null. */
  non-sealed interface Attribute extends Term {
    @Nullable Object value(Focus focus);
  }

  /** A text that does not depend on what is in focus. */
  record FixedText(String text) implements Text {
    @Override
    public String value(Focus focus) {
      return text;
    }
  }

  record Fraction(double value) implements Term {}

  record Nil() implements Term {}
}
