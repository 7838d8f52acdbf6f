// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.AttributeNames;
import java.util.List;

/** Makes formulas ready to be asked: a tree of small objects that allocate nothing when asked. */
final class Binder {
  private final Terms terms;

  Binder(AttributeNames names) {
    this.terms = new Terms(this, new AttributeReader(names));
  }

  Filter filter(Formula formula) {
    if (formula instanceof Formula.Fixed fixed) {
      boolean value = fixed.value();
      return focus -> value;
    }
    if (formula instanceof Formula.Holds holds) {
      Term.Flag flag = (Term.Flag) terms.of(holds.field());
      return flag::value;
    }
    if (formula instanceof Formula.Negated negated) {
      Filter inner = filter(negated.inner());
      return focus -> !inner.holds(focus);
    }
    if (formula instanceof Formula.Every every) {
      return every(filters(every.parts()));
    }
    if (formula instanceof Formula.Some some) {
      return some(filters(some.parts()));
    }
    if (formula instanceof Formula.Quantified quantified) {
      Filter inner = filter(quantified.inner());
      return Quantifiers.of(quantified.quantifier(), quantified.subject(), inner);
    }
    return comparison(formula);
  }

  private Filter comparison(Formula formula) {
    if (formula instanceof Formula.Compared compared) {
      Term left = terms.of(compared.left());
      return Compare.of(left, compared.op(), terms.of(compared.right()));
    }
    if (formula instanceof Formula.OneOf oneOf) {
      return Membership.of(terms.of(oneOf.left()), oneOf.values());
    }
    if (formula instanceof Formula.TextIs test) {
      return TextFilters.of(terms.of(test.left()), test.op(), test.text());
    }
    throw new IllegalArgumentException(formula.getClass().getSimpleName());
  }

  private Filter[] filters(List<Formula> formulas) {
    return formulas.stream().map(this::filter).toArray(Filter[]::new);
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
