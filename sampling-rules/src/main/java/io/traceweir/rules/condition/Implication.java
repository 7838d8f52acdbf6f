// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.HashSet;

/** Sees from the form of two formulas that one holds wherever the other does. */
final class Implication {
  /** Alternating `and` and `or` have many ways through; giving up only means not to know. */
  private int steps = 2_000;

  boolean holds(Formula narrow, Formula wide) {
    if (--steps < 0) {
      return false;
    }
    if (narrow.equals(wide)) {
      return true;
    }
    if (narrow instanceof Formula.Some some) {
      return some.parts().stream().allMatch(part -> holds(part, wide));
    }
    if (wide instanceof Formula.Every every) {
      return every.parts().stream().allMatch(part -> holds(narrow, part));
    }
    if (wide instanceof Formula.Some some
        && some.parts().stream().anyMatch(part -> holds(narrow, part))) {
      return true;
    }
    if (narrow instanceof Formula.Every every) {
      return every.parts().stream().anyMatch(part -> holds(part, wide));
    }
    return single(narrow, wide);
  }

  private boolean single(Formula narrow, Formula wide) {
    if (narrow instanceof Formula.Negated a && wide instanceof Formula.Negated b) {
      return holds(b.inner(), a.inner());
    }
    if (narrow instanceof Formula.Quantified a && wide instanceof Formula.Quantified b) {
      return quantified(a, b);
    }
    if (narrow instanceof Formula.OneOf a && wide instanceof Formula.OneOf b) {
      return a.left().equals(b.left()) && new HashSet<>(b.values()).containsAll(a.values());
    }
    if (narrow instanceof Formula.Compared a && wide instanceof Formula.OneOf b) {
      return a.op() == Op.EQUAL
          && a.left().equals(b.left())
          && a.right() instanceof Operand.Constant constant
          && b.values().contains(constant);
    }
    return narrow instanceof Formula.Compared a
        && wide instanceof Formula.Compared b
        && a.left().equals(b.left())
        && compared(a, b);
  }

  private boolean quantified(Formula.Quantified narrow, Formula.Quantified wide) {
    if (narrow.subject() != wide.subject() || narrow.quantifier() != wide.quantifier()) {
      return false;
    }
    return narrow.quantifier() == Quantifier.NO
        ? holds(wide.inner(), narrow.inner())
        : holds(narrow.inner(), wide.inner());
  }

  /** `x > 5` is narrower than `x > 2`, than `x >= 5` and than `x != 3`. */
  private static boolean compared(Formula.Compared narrow, Formula.Compared wide) {
    if (!(narrow.right() instanceof Operand.Constant a)
        || !(wide.right() instanceof Operand.Constant b)) {
      return false;
    }
    int order = Ordering.of(a.value(), b.value());
    if (order == Op.UNLIKE || a.value() == null) {
      return false;
    }
    return switch (narrow.op()) {
      case EQUAL -> wide.op().accepts(order);
      case NOT_EQUAL -> false;
      case GREATER, GREATER_OR_EQUAL -> upwards(narrow.op(), order, wide.op());
      case LESS, LESS_OR_EQUAL -> upwards(narrow.op().mirrored(), -order, wide.op().mirrored());
    };
  }

  /**
   * For bounds from below.
   *
   * @param order of the narrow bound to the wide one
   */
  private static boolean upwards(Op narrow, int order, Op wide) {
    boolean strict = narrow == Op.GREATER;
    return switch (wide) {
      case GREATER, NOT_EQUAL -> order > 0 || (order == 0 && strict);
      case GREATER_OR_EQUAL -> order >= 0;
      default -> false;
    };
  }
}
