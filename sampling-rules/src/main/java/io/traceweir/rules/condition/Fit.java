// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import org.jspecify.annotations.Nullable;

/** Which types can be compared, and what to write when two cannot. */
final class Fit {
  private Fit() {}

  /** Null when they fit. */
  static @Nullable String unfit(Operand left, Op op, Operand right) {
    if (left.type() == Type.NIL || right.type() == Type.NIL) {
      return withNil(left.type() == Type.NIL ? right : left, op);
    }
    if (left.type() == Type.SERVICES || right.type() == Type.SERVICES) {
      return "`trace.services` is a list; write `trace.services contains \"…\"` or `\"…\" in"
          + " trace.services`";
    }
    if (isComparable(left.type(), right.type())) {
      return null;
    }
    return left instanceof Operand.Constant ? message(right, left) : message(left, right);
  }

  private static @Nullable String withNil(Operand other, Op op) {
    if (op.isOrdering()) {
      return "nothing is smaller or larger than `nil`; compare with `==` or `!=`";
    }
    return other.mayBeNil()
        ? null
        : "`" + Canonical.text(other) + "` is never nil" + insteadOfNil(other);
  }

  static String insteadOfNil(Operand other) {
    return other instanceof Operand.FieldOf field && field.type() == Type.TEXT
        ? "; an absent one is the empty text `\"\"`"
        : "";
  }

  private static boolean isComparable(Type a, Type b) {
    if (a == Type.ID || b == Type.ID) {
      return false;
    }
    if (a == b) {
      return true;
    }
    if (a == Type.ATTRIBUTE || b == Type.ATTRIBUTE) {
      Type other = a == Type.ATTRIBUTE ? b : a;
      return other.isNumber() || other == Type.TEXT || other == Type.BOOL;
    }
    return (a.isNumber() && b.isNumber())
        || (a.hasWords() && b == Type.WHOLE)
        || (b.hasWords() && a == Type.WHOLE);
  }

  private static String message(Operand field, Operand other) {
    String name = "`" + Canonical.text(field) + "`";
    String value = "`" + Canonical.text(other) + "`";
    if (field.type() == Type.DURATION
        && other instanceof Operand.Constant
        && other.type().isNumber()) {
      String number = Canonical.text(other);
      return name + " is a duration and needs a unit: `" + number + "s` or `" + number + "ms`";
    }
    if (field.type() == Type.ATTRIBUTE && other.type() == Type.DURATION) {
      return "an attribute has no unit: compare "
          + name
          + " with a plain number, in the unit it is recorded in";
    }
    if (field.type().hasWords() && other.type() == Type.TEXT) {
      return name
          + " is compared with a word without quotes: one of "
          + String.join(", ", Words.known(field.type()));
    }
    if (field.type() == Type.TIME) {
      return name + " is compared with a time in double quotes, such as `" + Times.EXAMPLE + "`";
    }
    if (field.type() == Type.ID) {
      return name + " can be compared only with `nil`";
    }
    String phrase = name + " is " + field.type().phrase() + " and cannot be compared with " + value;
    return other instanceof Operand.Constant ? phrase : phrase + ", " + other.type().phrase();
  }
}
