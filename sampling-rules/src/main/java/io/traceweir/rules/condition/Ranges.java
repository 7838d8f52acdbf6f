// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.List;

/** What comparing with a word means: `severity > WARN` is above all four numbers of WARN. */
final class Ranges {
  private Ranges() {}

  static Formula compared(Operand field, Op op, Words.Range range) {
    long low = range.low();
    long high = range.high();
    return switch (op) {
      case EQUAL -> low == high ? compare(field, op, low) : within(field, range);
      case NOT_EQUAL -> low == high ? compare(field, op, low) : Formula.not(within(field, range));
      case LESS, GREATER_OR_EQUAL -> compare(field, op, low);
      case LESS_OR_EQUAL, GREATER -> compare(field, op, high);
    };
  }

  private static Formula within(Operand field, Words.Range range) {
    return Formula.every(
        List.of(
            compare(field, Op.GREATER_OR_EQUAL, range.low()),
            compare(field, Op.LESS_OR_EQUAL, range.high())));
  }

  private static Formula compare(Operand field, Op op, long number) {
    return new Formula.Compared(field, op, new Operand.Constant(field.type(), number));
  }
}
