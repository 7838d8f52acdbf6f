// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A comparison: which of the four possible outcomes of ordering two values it accepts. */
enum Op {
  EQUAL("==", 0b0010),
  NOT_EQUAL("!=", 0b1101),
  LESS("<", 0b0001),
  LESS_OR_EQUAL("<=", 0b0011),
  GREATER(">", 0b0100),
  GREATER_OR_EQUAL(">=", 0b0110);

  /** The order of values that have none: nil beside a value, or unlike types. */
  static final int UNLIKE = 2;

  private static final Map<String, Op> BY_SIGN =
      Map.of(
          "==",
          EQUAL,
          "!=",
          NOT_EQUAL,
          "<",
          LESS,
          "<=",
          LESS_OR_EQUAL,
          ">",
          GREATER,
          ">=",
          GREATER_OR_EQUAL);

  private final String sign;
  private final int accepted;

  Op(String sign, int accepted) {
    this.sign = sign;
    this.accepted = accepted;
  }

  static @Nullable Op of(String sign) {
    return BY_SIGN.get(sign);
  }

  String sign() {
    return sign;
  }

  /**
   * Whether values in this order pass.
   *
   * @param order -1, 0, 1 or {@link #UNLIKE}
   */
  boolean accepts(int order) {
    return ((accepted >> (order + 1)) & 1) != 0;
  }

  boolean isOrdering() {
    return this != EQUAL && this != NOT_EQUAL;
  }

  /** The comparison that says the same with its sides exchanged. */
  Op mirrored() {
    return switch (this) {
      case LESS -> GREATER;
      case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
      case GREATER -> LESS;
      case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
      case EQUAL, NOT_EQUAL -> this;
    };
  }
}
