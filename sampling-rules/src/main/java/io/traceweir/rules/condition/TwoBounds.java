// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.condition.Operand.Constant;
import io.traceweir.rules.condition.Operand.OttlValue;
import org.jspecify.annotations.Nullable;

/** Goes through all ways in which one value can stand to what two comparisons hold it against. */
record TwoBounds(Formula.Compared narrow, Formula.Compared wide) {
  private static final int[] ORDERS = {-1, 0, 1, Op.UNLIKE};

  /** From here on different whole numbers are one as fractions. */
  private static final double EXACT = 1L << 53;

  /**
   * Whether for every value with the given outcome of the narrow comparison the wide one has the
   * other given outcome: `x > 5` implies `x > 2`, `x != 3` and that `x < 4` does not hold.
   */
  boolean implies(boolean narrowHolds, boolean wideHolds) {
    // what OTTL has no result for meets no comparison
    boolean mayMeetNone = narrow.left() instanceof OttlValue && !narrowHolds && wideHolds;
    if (mayMeetNone || !areOfOneValue()) {
      return false;
    }
    for (int toA : ORDERS) {
      for (int toB : ORDERS) {
        if (isPossible(toA, toB)
            && narrow.op().accepts(toA) == narrowHolds
            && wide.op().accepts(toB) != wideHolds) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean areOfOneValue() {
    return narrow.left().equals(wide.left())
        && (narrow.right().equals(wide.right())
            || (narrow.right() instanceof Constant a
                && wide.right() instanceof Constant b
                && !areBlurred(a.value(), b.value())));
  }

  private static boolean areBlurred(@Nullable Object a, @Nullable Object b) {
    return a instanceof Number x
        && b instanceof Number y
        && x.doubleValue() == y.doubleValue()
        && Math.abs(x.doubleValue()) >= EXACT;
  }

  /**
   * Whether there may be such a value.
   *
   * @param toA its order to what the narrow comparison holds it against
   */
  private boolean isPossible(int toA, int toB) {
    int order = order();
    boolean isUnlike = toA == Op.UNLIKE || toB == Op.UNLIKE;
    if (order == Op.UNLIKE) {
      return isUnlike;
    }
    if (isUnlike) {
      return toA == toB && (narrow.left().mayBeNil() || narrow.right().mayBeNil());
    }
    return switch (order) {
      case -1 -> toA == 1 || toB == -1;
      case 0 -> toA == toB;
      default -> toA == -1 || toB == 1;
    };
  }

  /** Of the one that the value is held against to the other. */
  private int order() {
    return narrow.right() instanceof Constant a && wide.right() instanceof Constant b
        ? Ordering.of(a.value(), b.value())
        : 0;
  }
}
