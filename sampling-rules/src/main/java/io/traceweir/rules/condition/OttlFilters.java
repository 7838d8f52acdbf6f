// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.ottl.EvaluationException;
import io.traceweir.rules.ottl.OttlCondition;
import io.traceweir.rules.ottl.OttlPart;
import io.traceweir.trace.AttributeNames;

/** Asks OTTL about the span or event in focus, or about the root. What has no result is false. */
final class OttlFilters {
  private OttlFilters() {}

  static Filter of(Formula.OttlHolds formula, AttributeNames names) {
    OttlCondition.Asked condition = Ottl.condition(formula).bindCondition(names);
    Subject subject = formula.subject();
    return focus -> {
      try {
        return condition.holds(focus.scene(subject));
      } catch (EvaluationException e) {
        return false;
      }
    };
  }

  static Term.Attribute value(Operand.OttlValue operand, AttributeNames names) {
    OttlPart.Valued value = Ottl.value(operand).bindValue(names);
    Subject subject = operand.subject();
    return focus -> value.of(focus.scene(subject));
  }

  /** The filter itself, unless its left side may have no result. */
  static Filter guarded(Operand left, Filter filter) {
    if (!(left instanceof Operand.OttlValue)) {
      return filter;
    }
    return focus -> {
      try {
        return filter.holds(focus);
      } catch (EvaluationException e) {
        return false;
      }
    };
  }
}
