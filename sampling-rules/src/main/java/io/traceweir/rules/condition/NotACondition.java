// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

/** Says how to make a condition of a value that stands alone. */
final class NotACondition {
  private NotACondition() {}

  static String message(Operand operand) {
    String shown = Canonical.text(operand);
    if (operand instanceof Operand.Constant) {
      return "`" + shown + "` alone is not a condition; compare a field with it";
    }
    if (operand instanceof Operand.CountOf count) {
      String words = "count " + count.subject().word() + "(…)";
      return "`" + words + "` is a number; compare it, as in `" + words + " >= 3`";
    }
    if (operand.type() == Type.ATTRIBUTE) {
      return "`"
          + shown
          + "` alone is not a condition; write `exists "
          + shown
          + "` or `"
          + shown
          + " == true`";
    }
    return "`"
        + shown
        + "` is "
        + operand.type().phrase()
        + "; compare it, as in `"
        + shown
        + " "
        + example(operand.type())
        + "`";
  }

  private static String example(Type type) {
    return switch (type) {
      case DURATION -> "> 2s";
      case SIZE -> "> 1MiB";
      case KIND -> "== server";
      case STATUS -> "== error";
      case SEVERITY -> ">= WARN";
      case ID -> "== nil";
      case TIME -> ">= " + Times.EXAMPLE;
      case SERVICES -> "contains \"…\"";
      case TEXT -> "== \"…\"";
      default -> "> 3";
    };
  }
}
