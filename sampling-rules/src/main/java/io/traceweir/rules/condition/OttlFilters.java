// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.ottl.EvaluationException;
import io.traceweir.rules.ottl.OttlCondition;
import io.traceweir.rules.ottl.OttlPart;
import io.traceweir.rules.ottl.Side;
import io.traceweir.trace.AttributeNames;
import java.util.ArrayList;
import java.util.List;

/** Asks OTTL about the span or event in focus, or about the root. What has no result is false. */
final class OttlFilters {
  private OttlFilters() {}

  static Filter of(Formula.OttlHolds formula, AttributeNames names) {
    return asked(Ottl.condition(formula).bindCondition(names), formula.subject());
  }

  private static Filter asked(OttlCondition.Asked condition, Subject subject) {
    return focus -> {
      try {
        return condition.holds(focus.scene(subject));
      } catch (EvaluationException e) {
        return false;
      }
    };
  }

  /** What the condition looks at. */
  static List<Value> values(Formula.OttlHolds formula, AttributeNames names) {
    return values(Ottl.condition(formula).sides(names), formula.subject());
  }

  private static List<Value> values(List<Side> sides, Subject subject) {
    List<Value> values = new ArrayList<>();
    for (Side side : sides) {
      Term.Attribute term = focus -> side.value().of(focus.scene(subject));
      values.add(new Value(side.text(), Type.ATTRIBUTE, term));
    }
    return values;
  }

  /** A condition of a Collector, which is asked of every span or event, and true of any. */
  static Part any(OttlCondition condition, AttributeNames names) {
    boolean ofEvents = condition.subject() == OttlCondition.Subject.SPAN_EVENT;
    Subject subject = ofEvents ? Subject.EVENT : Subject.SPAN;
    Items items = Items.of(subject, Subject.TRACE);
    Filter filter = asked(condition.bind(names), subject);
    List<Value> values = values(condition.sides(names), subject);
    Part each = new Part(condition.text(), filter, values, List.of(), null);
    Filter any = items.filter(Quantifier.ANY, filter);
    Part.Inner inner = new Part.Inner(subject, items, each);
    return new Part(condition.text(), any, List.of(), List.of(), inner);
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
