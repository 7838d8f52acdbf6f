// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition as it was written: names not yet looked up, types not yet checked. */
sealed interface Expr {
  /** Offset of its first character. */
  int at();

  /** A value; `value` is a String, Long (also nanoseconds and bytes), Double, Boolean or null. */
  record Literal(int at, Type type, @Nullable Object value, String source) implements Expr {}

  /** A dotted name, with the names in brackets when it has any: `root.attributes["a", "b"]`. */
  record Path(int at, String name, List<String> keys) implements Expr {}

  /**
   * A value or condition that OTTL reads: a call, a calculation, or a comparison with one of them.
   *
   * @param isCondition it is a comparison and so true or false
   */
  record Ottl(int at, String text, boolean isCondition) implements Expr {}

  record ListOf(int at, List<Expr> items) implements Expr {}

  record Not(int at, Expr inner) implements Expr {}

  record And(int at, List<Written> parts) implements Expr {}

  record Or(int at, List<Written> parts) implements Expr {}

  /**
   * What stands before or after an `and` or `or`.
   *
   * @param at where it begins, with the parentheses around it
   */
  record Written(Expr expr, int at, String text) {}

  record Comparison(int at, Op op, Expr left, Expr right, int opAt) implements Expr {}

  record In(int at, Expr left, Expr list) implements Expr {}

  record TextTest(int at, TextOp op, Expr left, Expr right) implements Expr {}

  record Exists(int at, Expr path) implements Expr {}

  record Quantified(int at, Quantifier quantifier, Subject subject, Expr inner) implements Expr {}

  record Count(int at, Subject subject, Expr inner) implements Expr {}
}
