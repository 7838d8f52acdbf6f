// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.AttributeNames;
import java.util.List;

/**
 * Makes formulas ready to be asked: a tree of small objects that allocate nothing when asked. What
 * stands in the parentheses of a span is made ready for them: events there are those of the span.
 */
final class Binder {
  private final AttributeNames names;
  private final Terms terms;

  Binder(AttributeNames names) {
    this.names = names;
    this.terms = new Terms(this, names);
  }

  Filter filter(Formula formula, Subject subject) {
    if (formula instanceof Formula.Fixed fixed) {
      boolean value = fixed.value();
      return focus -> value;
    }
    if (formula instanceof Formula.Holds holds) {
      Term.Flag flag = (Term.Flag) terms.of(holds.field(), subject);
      return flag::value;
    }
    if (formula instanceof Formula.Negated negated) {
      Filter inner = filter(negated.inner(), subject);
      return focus -> !inner.holds(focus);
    }
    if (formula instanceof Formula.Every every) {
      return every(filters(every.parts(), subject));
    }
    if (formula instanceof Formula.Some some) {
      return some(filters(some.parts(), subject));
    }
    if (formula instanceof Formula.Quantified quantified) {
      Filter inner = filter(quantified.inner(), quantified.subject());
      return Items.of(quantified.subject(), subject).filter(quantified.quantifier(), inner);
    }
    if (formula instanceof Formula.OttlHolds ottl) {
      return OttlFilters.of(ottl, names);
    }
    return comparison(formula, subject);
  }

  private Filter comparison(Formula formula, Subject subject) {
    if (formula instanceof Formula.Compared compared) {
      Term left = terms.of(compared.left(), subject);
      Filter filter = Compare.of(left, compared.op(), terms.of(compared.right(), subject));
      return OttlFilters.guarded(compared.left(), filter);
    }
    if (formula instanceof Formula.OneOf oneOf) {
      Filter filter = Membership.of(terms.of(oneOf.left(), subject), oneOf.values());
      return OttlFilters.guarded(oneOf.left(), filter);
    }
    if (formula instanceof Formula.TextIs test && test.left().type() == Type.SERVICES) {
      String name = test.text();
      return focus -> focus.calls().hasService(name);
    }
    if (formula instanceof Formula.TextIs test) {
      Filter filter = TextFilters.of(terms.of(test.left(), subject), test.op(), test.text());
      return OttlFilters.guarded(test.left(), filter);
    }
    throw new IllegalArgumentException(formula.getClass().getSimpleName());
  }

  private Filter[] filters(List<Formula> formulas, Subject subject) {
    return formulas.stream().map(part -> filter(part, subject)).toArray(Filter[]::new);
  }

  private static Filter every(Filter[] parts) {
    return focus -> {
      for (Filter part : parts) {
        if (!part.holds(focus)) {
          return false;
        }
      }
      return true;
    };
  }

  private static Filter some(Filter[] parts) {
    return focus -> {
      for (Filter part : parts) {
        if (part.holds(focus)) {
          return true;
        }
      }
      return false;
    };
  }
}
