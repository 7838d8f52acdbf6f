// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.condition.Operand.Constant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees from the form of two formulas that one holds wherever the other does. */
final class Implication {
  /** Alternating `and` and `or` have many ways through; giving up only means not to know. */
  private int steps = 2_000;

  boolean holds(Formula narrow, Formula wide) {
    if (--steps < 0) {
      return false;
    }
    if (narrow.equals(wide) || isListed(narrow, wide)) {
      return true;
    }
    return compound(plain(narrow), plain(wide));
  }

  /** Long lists are looked through as they are. */
  private static boolean isListed(Formula narrow, Formula wide) {
    if (narrow instanceof Formula.Negated a && wide instanceof Formula.Negated b) {
      return isListed(b.inner(), a.inner());
    }
    if (narrow instanceof Formula.OneOf a && wide instanceof Formula.OneOf b) {
      return a.left().equals(b.left()) && new HashSet<>(b.values()).containsAll(a.values());
    }
    return narrow instanceof Formula.Compared a
        && wide instanceof Formula.OneOf b
        && a.op() == Op.EQUAL
        && a.left().equals(b.left())
        && a.right() instanceof Constant constant
        && b.values().contains(constant);
  }

  /** The same with `not` further inside, and with `any` in place of `no` and `all`. */
  private static Formula plain(Formula formula) {
    if (formula instanceof Formula.Negated negated) {
      Formula inner = plain(negated.inner());
      if (inner instanceof Formula.Every every) {
        return Formula.some(every.parts().stream().map(Formula::not).toList());
      }
      return inner instanceof Formula.Some some
          ? Formula.every(some.parts().stream().map(Formula::not).toList())
          : Formula.not(inner);
    }
    return formula instanceof Formula.Quantified asked ? asAny(asked) : formula;
  }

  private static Formula asAny(Formula.Quantified asked) {
    return switch (asked.quantifier()) {
      case ANY -> asked;
      case NO -> Formula.not(any(asked.subject(), asked.inner()));
      case ALL -> Formula.not(any(asked.subject(), Formula.not(asked.inner())));
    };
  }

  private static Formula any(Subject subject, Formula inner) {
    return new Formula.Quantified(Quantifier.ANY, subject, inner);
  }

  private boolean compound(Formula narrow, Formula wide) {
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
    boolean narrowHolds = !(narrow instanceof Formula.Negated);
    boolean wideHolds = !(wide instanceof Formula.Negated);
    if (!narrowHolds && !wideHolds) {
      return holds(Formula.not(wide), Formula.not(narrow));
    }
    if (narrow instanceof Formula.Quantified a && wide instanceof Formula.Quantified b) {
      return a.subject() == b.subject() && holds(a.inner(), b.inner());
    }
    Formula a = narrowHolds ? narrow : Formula.not(narrow);
    Formula b = wideHolds ? wide : Formula.not(wide);
    if (a instanceof Formula.OneOf && b instanceof Formula.OneOf && narrowHolds == wideHolds) {
      return false; // long lists have been looked through as they are
    }
    if (a instanceof Formula.OneOf || b instanceof Formula.OneOf) {
      return haveSameLeft(a, b) && compound(withoutList(narrow), withoutList(wide));
    }
    return a instanceof Formula.Compared x
        && b instanceof Formula.Compared y
        && new TwoBounds(x, y).implies(narrowHolds, wideHolds);
  }

  private static boolean haveSameLeft(Formula a, Formula b) {
    Operand left = left(a);
    return left != null && left.equals(left(b));
  }

  private static @Nullable Operand left(Formula formula) {
    if (formula instanceof Formula.OneOf oneOf) {
      return oneOf.left();
    }
    return formula instanceof Formula.Compared compared ? compared.left() : null;
  }

  /** `in [1, 2]` is `== 1 or == 2`. */
  private static Formula withoutList(Formula formula) {
    if (formula instanceof Formula.Negated negated) {
      return plain(Formula.not(withoutList(negated.inner())));
    }
    if (!(formula instanceof Formula.OneOf oneOf)) {
      return formula;
    }
    List<Formula> equalities = new ArrayList<>();
    for (Constant value : oneOf.values()) {
      equalities.add(new Formula.Compared(oneOf.left(), Op.EQUAL, value));
    }
    return Formula.some(equalities);
  }
}
