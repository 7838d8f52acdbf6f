// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.condition.Operand.Constant;
import io.traceweir.rules.condition.Operand.CountOf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees from one or two parts of a formula that it says the same of every trace, and says which they
 * are. Where nothing is seen, there is null.
 */
final class Certainty {
  private final Implication implication = new Implication();
  private final Places places;

  private Certainty(Places places) {
    this.places = places;
  }

  static @Nullable Settled of(Formula formula, Places places) {
    for (boolean value : new boolean[] {false, true}) {
      List<Mistake> clashes = new Certainty(places).settled(formula, value);
      if (clashes != null) {
        return new Settled(value, clashes);
      }
    }
    return null;
  }

  /** What makes the formula always true, or always false. */
  private @Nullable List<Mistake> settled(Formula formula, boolean value) {
    if (formula instanceof Formula.Every every) {
      return value ? all(every.parts(), true) : oneOrTwo(every.parts(), false);
    }
    if (formula instanceof Formula.Some some) {
      return value ? oneOrTwo(some.parts(), true) : all(some.parts(), false);
    }
    if (formula instanceof Formula.Negated negated) {
      return settled(negated.inner(), !value);
    }
    if (formula instanceof Formula.Quantified asked) {
      return quantified(asked, value);
    }
    if (formula instanceof Formula.Compared compared) {
      return counted(compared, value);
    }
    return formula.equals(Formula.fixed(value)) ? List.of() : null;
  }

  /** Where there is no span, `any` does not hold, and `all` and `no` do. */
  private @Nullable List<Mistake> quantified(Formula.Quantified asked, boolean value) {
    boolean ofNone = asked.quantifier() != Quantifier.ANY;
    boolean ofEach = asked.quantifier() == Quantifier.ALL;
    return value == ofNone ? settled(asked.inner(), ofEach) : null;
  }

  /** What never holds of a span is counted as 0. */
  private @Nullable List<Mistake> counted(Formula.Compared compared, boolean value) {
    return compared.left() instanceof CountOf count
            && compared.right() instanceof Constant constant
            && compared.op().accepts(Ordering.of(0L, constant.value())) == value
        ? settled(count.inner(), false)
        : null;
  }

  private @Nullable List<Mistake> all(List<Formula> parts, boolean value) {
    List<Mistake> all = new ArrayList<>();
    for (Formula part : parts) {
      List<Mistake> clashes = settled(part, value);
      if (clashes == null) {
        return null;
      }
      all.addAll(clashes);
    }
    return all;
  }

  private @Nullable List<Mistake> oneOrTwo(List<Formula> parts, boolean value) {
    for (Formula part : parts) {
      List<Mistake> clashes = settled(part, value);
      if (clashes != null) {
        return clashes;
      }
    }
    for (int i = 1; i < parts.size(); i++) {
      for (Formula earlier : parts.subList(0, i)) {
        if (clash(earlier, parts.get(i), value)) {
          return List.of(places.clash(earlier, parts.get(i), value));
        }
      }
    }
    return null;
  }

  /** Whether one of them always has this value. */
  private boolean clash(Formula a, Formula b, boolean value) {
    return value ? implication.holds(Formula.not(a), b) : implication.holds(a, Formula.not(b));
  }
}
