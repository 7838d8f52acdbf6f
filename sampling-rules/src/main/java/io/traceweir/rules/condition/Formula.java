// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A condition whose names are looked up and whose types fit. It has no positions, so formulas that
 * mean the same by their form are equal.
 */
sealed interface Formula {
  Formula TRUE = new Fixed(true);
  Formula FALSE = new Fixed(false);

  record Fixed(boolean value) implements Formula {}

  /** A field that is true or false by itself. */
  record Holds(Operand.FieldOf field) implements Formula {}

  /** A constant, if there is one, stands on the right. */
  record Compared(Operand left, Op op, Operand right) implements Formula {}

  record OneOf(Operand left, List<Operand.Constant> values) implements Formula {}

  record TextIs(Operand left, TextOp op, String text) implements Formula {}

  /** A condition of OTTL; what has no result is false. */
  record OttlHolds(Subject subject, String text) implements Formula {}

  record Negated(Formula inner) implements Formula {}

  record Every(List<Formula> parts) implements Formula {}

  record Some(List<Formula> parts) implements Formula {}

  record Quantified(Quantifier quantifier, Subject subject, Formula inner) implements Formula {}

  static Formula fixed(boolean value) {
    return value ? TRUE : FALSE;
  }

  static Formula not(Formula inner) {
    if (inner instanceof Fixed fixed) {
      return fixed(!fixed.value());
    }
    return inner instanceof Negated negated ? negated.inner() : new Negated(inner);
  }

  static Formula every(List<Formula> parts) {
    Set<Formula> flat = new LinkedHashSet<>();
    for (Formula part : parts) {
      flat.addAll(part instanceof Every every ? every.parts() : List.of(part));
    }
    return joined(flat, TRUE, FALSE);
  }

  static Formula some(List<Formula> parts) {
    Set<Formula> flat = new LinkedHashSet<>();
    for (Formula part : parts) {
      flat.addAll(part instanceof Some some ? some.parts() : List.of(part));
    }
    return joined(flat, FALSE, TRUE);
  }

  /** `and` and `or` are each other's mirror: one value changes nothing, the other settles it. */
  private static Formula joined(Set<Formula> parts, Formula neutral, Formula settling) {
    if (parts.contains(settling)) {
      return settling;
    }
    List<Formula> rest = new ArrayList<>(parts);
    rest.remove(neutral);
    if (rest.isEmpty()) {
      return neutral;
    }
    if (rest.size() == 1) {
      return rest.get(0);
    }
    return settling == FALSE ? new Every(List.copyOf(rest)) : new Some(List.copyOf(rest));
  }

  /** Says what is certain without a span: `any span(false)` is false for every trace. */
  static Formula quantified(Quantifier quantifier, Subject subject, Formula inner) {
    if (quantifier == Quantifier.ALL) {
      return inner.equals(TRUE) ? TRUE : new Quantified(quantifier, subject, inner);
    }
    if (inner.equals(FALSE)) {
      return fixed(quantifier == Quantifier.NO);
    }
    return new Quantified(quantifier, subject, inner);
  }
}
