// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.condition.Finding.Reading;
import io.traceweir.rules.ottl.EvaluationException;
import io.traceweir.rules.ottl.ValueText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operand that is no constant, ready to be shown.
 *
 * @param field as it is written in conditions
 */
record Value(String field, Type type, Term term) {

  static List<Reading> read(List<Value> values, Focus focus) {
    return values.stream().map(value -> new Reading(value.field, value.text(focus))).toList();
  }

  /** Whatever the type: as a condition would have to say it. */
  private String text(Focus focus) {
    try {
      return found(focus);
    } catch (EvaluationException e) {
      return "no result";
    }
  }

  private String found(Focus focus) {
    if (term instanceof Term.Whole whole) {
      return number(whole.value(focus));
    }
    if (term instanceof Term.Flag flag) {
      return Boolean.toString(flag.value(focus));
    }
    if (term instanceof Term.Text text) {
      return plain(text.value(focus));
    }
    return term instanceof Term.Attribute attribute ? plain(attribute.value(focus)) : "nil";
  }

  private String number(long number) {
    if (number == Term.Whole.NIL) {
      return "nil";
    }
    return switch (type) {
      case ID -> "not nil";
      case SEVERITY -> Words.severity(number);
      default -> Canonical.text(new Operand.Constant(type, number));
    };
  }

  static String plain(@Nullable Object value) {
    return value instanceof String text ? Shown.text(text) : Shown.cut(ValueText.of(value));
  }
}
