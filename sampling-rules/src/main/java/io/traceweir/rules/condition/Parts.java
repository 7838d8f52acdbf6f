// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.AttributeNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a formula apart and makes each part ready to be asked. */
final class Parts {
  private final AttributeNames names;
  private final Binder binder;
  private final Terms terms;

  Parts(AttributeNames names) {
    this.names = names;
    this.binder = new Binder(names);
    this.terms = new Terms(binder, names);
  }

  /**
   * @param subject what the parentheses speak about that the formula stands in
   */
  Part part(Formula formula, Subject subject) {
    Filter filter = binder.filter(formula, subject);
    if (formula instanceof Formula.Every every) {
      return new Part("and", filter, List.of(), parts(every.parts(), subject), null);
    }
    if (formula instanceof Formula.Some some) {
      return new Part("or", filter, List.of(), parts(some.parts(), subject), null);
    }
    if (formula instanceof Formula.Negated negated) {
      return new Part("not", filter, List.of(), parts(List.of(negated.inner()), subject), null);
    }
    return simple(formula, filter, subject);
  }

  private Part simple(Formula formula, Filter filter, Subject subject) {
    String text = Canonical.text(formula);
    if (formula instanceof Formula.OttlHolds ottl) {
      return new Part(text, filter, OttlFilters.values(ottl, names), List.of(), null);
    }
    if (formula instanceof Formula.Quantified quantified) {
      Part.Inner inner = inner(quantified.subject(), subject, quantified.inner());
      return new Part(text, filter, List.of(), List.of(), inner);
    }
    List<Operand> operands = operands(formula);
    return new Part(text, filter, values(operands, subject), List.of(), counted(operands, subject));
  }

  private List<Part> parts(List<Formula> formulas, Subject subject) {
    return formulas.stream().map(formula -> part(formula, subject)).toList();
  }

  private Part.Inner inner(Subject subject, Subject around, Formula formula) {
    return new Part.Inner(subject, Items.of(subject, around), part(formula, subject));
  }

  private Part.@Nullable Inner counted(List<Operand> operands, Subject subject) {
    for (Operand operand : operands) {
      if (operand instanceof Operand.CountOf count) {
        return inner(count.subject(), subject, count.inner());
      }
    }
    return null;
  }

  /** What a comparison or a test looks at. */
  private static List<Operand> operands(Formula formula) {
    if (formula instanceof Formula.Holds holds) {
      return List.of(holds.field());
    }
    if (formula instanceof Formula.Compared compared) {
      return List.of(compared.left(), compared.right());
    }
    if (formula instanceof Formula.OneOf oneOf) {
      return List.of(oneOf.left());
    }
    return formula instanceof Formula.TextIs test ? List.of(test.left()) : List.of();
  }

  private List<Value> values(List<Operand> operands, Subject subject) {
    List<Value> values = new ArrayList<>();
    for (Operand operand : operands) {
      if (!(operand instanceof Operand.Constant)) {
        Term term = terms.of(operand, subject);
        values.add(new Value(Canonical.text(operand), operand.type(), term));
      }
    }
    return values;
  }
}
