// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.yaml.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a formula in one form, whatever form its author gave it. The text can be read again. */
final class Canonical {
  private Canonical() {}

  static String text(Formula formula) {
    if (formula instanceof Formula.Every every) {
      return join(every.parts(), " and ");
    }
    if (formula instanceof Formula.Some some) {
      return join(some.parts(), " or ");
    }
    if (formula instanceof Formula.Negated negated) {
      return "not (" + text(negated.inner()) + ")";
    }
    if (formula instanceof Formula.Quantified quantified) {
      return quantified.quantifier().word()
          + " "
          + quantified.subject().word()
          + "("
          + text(quantified.inner())
          + ")";
    }
    return simple(formula);
  }

  private static String join(List<Formula> parts, String word) {
    return parts.stream().map(Canonical::part).collect(Collectors.joining(word));
  }

  private static String part(Formula formula) {
    boolean joined = formula instanceof Formula.Every || formula instanceof Formula.Some;
    return joined ? "(" + text(formula) + ")" : text(formula);
  }

  private static String simple(Formula formula) {
    if (formula instanceof Formula.Fixed fixed) {
      return Boolean.toString(fixed.value());
    }
    if (formula instanceof Formula.OttlHolds ottl) {
      return ottl.text();
    }
    if (formula instanceof Formula.Compared compared && isExists(compared)) {
      return "exists " + text(compared.left());
    }
    if (formula instanceof Formula.Holds holds) {
      return text(holds.field());
    }
    if (formula instanceof Formula.Compared compared) {
      return text(compared.left()) + " " + compared.op().sign() + " " + text(compared.right());
    }
    if (formula instanceof Formula.OneOf oneOf) {
      return text(oneOf.left())
          + oneOf.values().stream()
              .map(Canonical::text)
              .collect(Collectors.joining(", ", " in [", "]"));
    }
    if (formula instanceof Formula.TextIs test) {
      return text(test.left()) + " " + test.op().word() + " " + Shown.quoted(test.text());
    }
    throw new IllegalArgumentException(formula.getClass().getSimpleName());
  }

  /** Beside a value of OTTL `nil` would be OTTL's as well. */
  private static boolean isExists(Formula.Compared compared) {
    return compared.left() instanceof Operand.OttlValue;
  }

  static String text(Operand operand) {
    if (operand instanceof Operand.OttlValue value) {
      return value.text();
    }
    if (operand instanceof Operand.FieldOf field) {
      return field.owner().prefix() + field.field().word() + names(field.names());
    }
    if (operand instanceof Operand.CountOf count) {
      return "count " + count.subject().word() + "(" + text(count.inner()) + ")";
    }
    Operand.Constant constant = (Operand.Constant) operand;
    if (constant.value() instanceof String value) {
      return Shown.quoted(value);
    }
    if (constant.value() instanceof Long number && constant.type() == Type.DURATION) {
      return GoDuration.print(Duration.ofNanos(number));
    }
    if (constant.value() instanceof Long number && constant.type() == Type.TIME) {
      return Times.shown(number);
    }
    if (constant.value() instanceof Long number && constant.type().hasWords()) {
      return Words.shown(constant.type(), number);
    }
    return constant.value() == null ? "nil" : constant.value().toString();
  }

  private static String names(List<String> names) {
    return names.isEmpty()
        ? ""
        : names.stream().map(Shown::quoted).collect(Collectors.joining(", ", "[", "]"));
  }
}
