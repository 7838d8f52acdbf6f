// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns the sides of comparisons into operands. */
final class Operands {
  static final String ALREADY_A_CONDITION =
      "what stands here is true or false already and cannot be compared; join conditions"
          + " with `and`, `or` and `not`";

  private final Checker checker;
  private final Paths paths;
  private final Ottl ottl;
  private final Consumer<Mistake> mistakes;

  Operands(Checker checker, Paths paths, Ottl ottl, Consumer<Mistake> mistakes) {
    this.checker = checker;
    this.paths = paths;
    this.ottl = ottl;
    this.mistakes = mistakes;
  }

  /** Reports what is wrong with it, and then returns null. */
  @Nullable Operand operand(Expr expr, Subject subject) {
    if (expr instanceof Expr.Literal literal) {
      return constant(literal);
    }
    if (expr instanceof Expr.Path path) {
      return paths.operand(path, subject);
    }
    if (expr instanceof Expr.Count count) {
      return count(count, subject);
    }
    if (expr instanceof Expr.Ottl written) {
      return ottl.value(written, subject);
    }
    report(
        expr.at(),
        expr instanceof Expr.ListOf ? "a list can stand only after `in`" : ALREADY_A_CONDITION);
    return null;
  }

  private @Nullable Operand count(Expr.Count count, Subject subject) {
    if (!checker.mayStandIn(
        count.at(), "count " + count.subject().word(), count.subject(), subject)) {
      return null;
    }
    Formula inner = checker.formula(count.inner(), count.subject());
    return inner == null ? null : new Operand.CountOf(count.subject(), inner);
  }

  /** Sizes are bytes from here on. */
  static Operand.Constant constant(Expr.Literal literal) {
    Type type = literal.type() == Type.SIZE ? Type.WHOLE : literal.type();
    return new Operand.Constant(type, literal.value());
  }

  /** Whether it is a name that can only be a word such as `server`, not a field. */
  static boolean isWord(Expr expr, Subject subject) {
    return expr instanceof Expr.Path path
        && path.keys().isEmpty()
        && Paths.field(path.name(), subject) == null
        && !path.name().contains(".");
  }

  static boolean isServices(Expr expr, Subject subject) {
    return expr instanceof Expr.Path path
        && Paths.field(path.name(), subject) == Field.TRACE_SERVICES;
  }

  /** The numbers a word stands for beside a field of this type; reports unknown words. */
  Words.@Nullable Range range(Expr.Path word, Type type) {
    Words.Range range = Words.of(type, word.name());
    if (range == null) {
      List<String> known = Words.known(type);
      report(word.at(), UnknownWord.message(word.name(), type, known));
    }
    return range;
  }

  /** A word that is compared with nothing that has such words; reports it. */
  boolean isLoneWord(Expr expr, Subject subject) {
    if (!isWord(expr, subject) || !(expr instanceof Expr.Path path)) {
      return false;
    }
    report(path.at(), UnknownWord.alone(path.name(), subject, paths.unknown(path.name(), subject)));
    return true;
  }

  /** A word beside something that has no words. */
  void reportWord(Expr.Path word, boolean onTheRight, Type other, Subject subject) {
    boolean text = onTheRight && (other == Type.TEXT || other == Type.ATTRIBUTE);
    report(
        word.at(), text ? UnknownWord.unquoted(word.name()) : paths.unknown(word.name(), subject));
  }

  private void report(int at, String message) {
    mistakes.accept(new Mistake(at, message));
  }
}
