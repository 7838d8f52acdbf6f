// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From what was written to what it means. Goes on after a mistake, so that all of them are
 * reported; the part with the mistake is null then.
 */
final class Checker {
  private final Places places;
  private final Consumer<Mistake> mistakes;
  private final Operands operands;
  private final Ottl ottl;
  private final Comparisons comparisons;

  /**
   * @param places is told where the parts of the formula stand
   */
  Checker(Aliases aliases, Places places, Consumer<Mistake> mistakes) {
    this.places = places;
    this.mistakes = mistakes;
    this.ottl = new Ottl(aliases, mistakes);
    this.operands = new Operands(this, new Paths(aliases, mistakes), ottl, mistakes);
    this.comparisons = new Comparisons(operands, mistakes);
  }

  @Nullable Formula formula(Expr expr, Subject subject) {
    if (expr instanceof Expr.And and) {
      return joined(and.parts(), subject, Formula::every);
    }
    if (expr instanceof Expr.Or or) {
      return joined(or.parts(), subject, Formula::some);
    }
    if (expr instanceof Expr.Not not) {
      Formula inner = formula(not.inner(), subject);
      return inner == null ? null : Formula.not(inner);
    }
    if (expr instanceof Expr.Quantified quantified) {
      return quantified(quantified, subject);
    }
    if (expr instanceof Expr.Comparison comparison) {
      return comparisons.comparison(comparison, subject);
    }
    if (expr instanceof Expr.In in) {
      return comparisons.in(in, subject);
    }
    if (expr instanceof Expr.TextTest test) {
      return comparisons.text(test, subject);
    }
    if (expr instanceof Expr.Exists exists) {
      return comparisons.exists(exists, subject);
    }
    if (expr instanceof Expr.Ottl written) {
      return ottl.condition(written, subject);
    }
    return value(expr, subject);
  }

  private @Nullable Formula joined(
      List<Expr.Written> parts, Subject subject, Function<List<Formula>, Formula> join) {
    List<Formula> formulas = new ArrayList<>();
    for (Expr.Written part : parts) {
      Formula formula = formula(part.expr(), subject);
      if (formula != null) {
        places.add(formula, part);
        formulas.add(formula);
      }
    }
    return formulas.size() == parts.size() ? join.apply(formulas) : null;
  }

  private @Nullable Formula quantified(Expr.Quantified quantified, Subject subject) {
    String words = quantified.quantifier().word() + " " + quantified.subject().word();
    if (!mayStandIn(quantified.at(), words, quantified.subject(), subject)) {
      return null;
    }
    Formula inner = formula(quantified.inner(), quantified.subject());
    return inner == null
        ? null
        : Formula.quantified(quantified.quantifier(), quantified.subject(), inner);
  }

  /** Everything in the parentheses is about the same span, so a second one has no place there. */
  boolean mayStandIn(int at, String words, Subject inner, Subject subject) {
    if (subject.mayHold(inner)) {
      return true;
    }
    String message =
        "`"
            + words
            + "(…)` cannot stand inside `"
            + subject.word()
            + "(…)`; join the two with `and` or `or` outside the parentheses";
    mistakes.accept(new Mistake(at, message));
    return false;
  }

  /** A value where a condition is expected: only true and false, and fields that are so. */
  private @Nullable Formula value(Expr expr, Subject subject) {
    if (expr instanceof Expr.ListOf) {
      mistakes.accept(new Mistake(expr.at(), "a list can stand only after `in`"));
      return null;
    }
    if (operands.isLoneWord(expr, subject)) {
      return null;
    }
    Operand operand = operands.operand(expr, subject);
    if (operand instanceof Operand.Constant constant && constant.value() instanceof Boolean value) {
      return Formula.fixed(value);
    }
    if (operand instanceof Operand.FieldOf field && field.type() == Type.BOOL) {
      return new Formula.Holds(field);
    }
    if (operand != null) {
      mistakes.accept(new Mistake(expr.at(), NotACondition.message(operand)));
    }
    return null;
  }
}
