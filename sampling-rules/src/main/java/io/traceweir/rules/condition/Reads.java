// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

/** Whether the value of a formula depends on the spans, or on the logs, of a trace. */
final class Reads {
  private final Subject subject;

  /**
   * @param subject spans or logs
   */
  Reads(Subject subject) {
    this.subject = subject;
  }

  boolean in(Formula formula) {
    if (formula instanceof Formula.Every every) {
      return every.parts().stream().anyMatch(this::in);
    }
    if (formula instanceof Formula.Some some) {
      return some.parts().stream().anyMatch(this::in);
    }
    if (formula instanceof Formula.Negated negated) {
      return in(negated.inner());
    }
    if (formula instanceof Formula.Quantified quantified) {
      return quantified.subject() == subject || in(quantified.inner());
    }
    return inSimple(formula);
  }

  private boolean inSimple(Formula formula) {
    if (formula instanceof Formula.Holds holds) {
      return in(holds.field());
    }
    if (formula instanceof Formula.Compared compared) {
      return in(compared.left()) || in(compared.right());
    }
    if (formula instanceof Formula.OneOf oneOf) {
      return in(oneOf.left());
    }
    return formula instanceof Formula.TextIs test && in(test.left());
  }

  private boolean in(Operand operand) {
    if (operand instanceof Operand.FieldOf field) {
      return in(field.field());
    }
    return operand instanceof Operand.CountOf count
        && (count.subject() == subject || in(count.inner()));
  }

  private boolean in(Field field) {
    return switch (field) {
      case TRACE_BYTES -> true;
      case TRACE_LOG_COUNT -> subject == Subject.LOG;
      default -> (field.subject() == Subject.LOG) == (subject == Subject.LOG);
    };
  }
}
