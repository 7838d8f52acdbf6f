// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.List;

/** Sees comparisons whose outcome is the same for every trace: a count is never below 0. */
final class Bounds {
  private Bounds() {}

  static Formula compared(Operand left, Op op, Operand right) {
    Formula compared = new Formula.Compared(left, op, right);
    if (!left.type().isNeverNegative()
        || !(right instanceof Operand.Constant constant)
        || !(constant.value() instanceof Number bound)
        || bound.doubleValue() > 0) {
      return compared;
    }
    boolean above = op.accepts(1);
    boolean lowest = bound.doubleValue() < 0 ? above : op.accepts(0);
    boolean nil = left.mayBeNil() ? op.accepts(Op.UNLIKE) : above;
    return above == lowest && above == nil ? Formula.fixed(above) : compared;
  }

  static Formula oneOf(Operand left, List<Operand.Constant> values) {
    boolean none =
        left.type().isNeverNegative()
            && values.stream().allMatch(v -> v.value() instanceof Number n && n.doubleValue() < 0);
    return none ? Formula.FALSE : new Formula.OneOf(left, List.copyOf(values));
  }
}
