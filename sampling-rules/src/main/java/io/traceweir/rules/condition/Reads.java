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
      return is(quantified.subject()) || in(quantified.inner());
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
    if (formula instanceof Formula.OttlHolds ottl) {
      return inOttl(ottl.text());
    }
    return formula instanceof Formula.TextIs test && in(test.left());
  }

  private boolean in(Operand operand) {
    if (operand instanceof Operand.FieldOf field) {
      return in(field.field());
    }
    if (operand instanceof Operand.OttlValue value) {
      return inOttl(value.text());
    }
    return operand instanceof Operand.CountOf count && (is(count.subject()) || in(count.inner()));
  }

  /** Events come with their spans. */
  private boolean is(Subject asked) {
    return (asked == Subject.LOG) == (subject == Subject.LOG);
  }

  /** What OTTL reads is of spans; may say more than is true, never less. */
  private boolean inOttl(String text) {
    return subject != Subject.LOG
        || text.contains("trace.log_count")
        || text.contains("trace.bytes");
  }

  private boolean in(Field field) {
    return switch (field) {
      case TRACE_BYTES -> true;
      case TRACE_LOG_COUNT -> subject == Subject.LOG;
      default -> is(field.subject());
    };
  }
}
