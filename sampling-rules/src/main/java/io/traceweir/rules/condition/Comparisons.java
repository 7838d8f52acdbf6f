// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the two sides of a comparison can be compared, and says what the comparison means.
 */
final class Comparisons {
  private final Operands operands;
  private final Consumer<Mistake> mistakes;

  Comparisons(Operands operands, Consumer<Mistake> mistakes) {
    this.operands = operands;
    this.mistakes = mistakes;
  }

  @Nullable Formula comparison(Expr.Comparison written, Subject subject) {
    boolean leftIsWord = Operands.isWord(written.left(), subject);
    if (!leftIsWord && !Operands.isWord(written.right(), subject)) {
      return twoOperands(written, subject);
    }
    return leftIsWord
        ? withWord((Expr.Path) written.left(), written.op().mirrored(), written.right(), subject)
        : withWord((Expr.Path) written.right(), written.op(), written.left(), subject);
  }

  private @Nullable Formula withWord(Expr.Path word, Op op, Expr other, Subject subject) {
    boolean onTheRight = other.at() < word.at();
    if (Operands.isWord(other, subject)) {
      operands.reportWord(word, onTheRight, Type.NIL, subject);
      return null;
    }
    Operand operand = operands.operand(other, subject);
    if (operand == null) {
      return null;
    }
    if (!operand.type().hasWords()) {
      operands.reportWord(word, onTheRight, operand.type(), subject);
      return null;
    }
    Words.Range range = operands.range(word, operand.type());
    return range == null ? null : Ranges.compared(operand, op, range);
  }

  private @Nullable Formula twoOperands(Expr.Comparison written, Subject subject) {
    Operand left = operands.operand(written.left(), subject);
    Operand right = operands.operand(written.right(), subject);
    if (left == null || right == null) {
      return null;
    }
    if (left.type() == Type.TIME && isText(right)) {
      right = time(written.right(), right);
    } else if (right.type() == Type.TIME && isText(left)) {
      left = time(written.left(), left);
    }
    if (left == null || right == null) {
      return null;
    }
    Expr blamed = left instanceof Operand.Constant ? written.left() : written.right();
    String unfit = Fit.unfit(left, written.op(), right);
    if (unfit != null) {
      report(blamed.at(), unfit);
      return null;
    }
    return left instanceof Operand.Constant
        ? compared(right, written.op().mirrored(), left)
        : compared(left, written.op(), right);
  }

  private static boolean isText(Operand operand) {
    return operand instanceof Operand.Constant constant && constant.value() instanceof String;
  }

  /** A text beside a time is one; reports texts that are not. */
  private @Nullable Operand time(Expr written, Operand operand) {
    String text = String.valueOf(((Operand.Constant) operand).value());
    Long nanos = Times.nanos(text);
    if (nanos == null) {
      report(written.at(), Times.wrong(text));
      return null;
    }
    return new Operand.Constant(Type.TIME, nanos);
  }

  private static Formula compared(Operand left, Op op, Operand right) {
    if (left instanceof Operand.Constant a && right instanceof Operand.Constant b) {
      return Formula.fixed(op.accepts(Ordering.of(a.value(), b.value())));
    }
    if (left instanceof Operand.FieldOf field
        && field.type() == Type.BOOL
        && !op.isOrdering()
        && right instanceof Operand.Constant constant
        && constant.value() instanceof Boolean wanted) {
      Formula holds = new Formula.Holds(field);
      return wanted == (op == Op.EQUAL) ? holds : Formula.not(holds);
    }
    return Bounds.compared(left, op, typed(right, left.type()));
  }

  /** A number beside a kind or status is one: `kind == 2`. */
  private static Operand typed(Operand operand, Type type) {
    return type.hasWords()
            && operand instanceof Operand.Constant constant
            && constant.type() == Type.WHOLE
        ? new Operand.Constant(type, constant.value())
        : operand;
  }

  @Nullable Formula in(Expr.In written, Subject subject) {
    if (Operands.isServices(written.list(), subject)) {
      return inServices(written, subject);
    }
    if (!(written.list() instanceof Expr.ListOf list) || list.items().isEmpty()) {
      report(written.list().at(), "`in` needs a list with values, as in `in [\"a\", \"b\"]`");
      return null;
    }
    Operand left = operands.operand(written.left(), subject);
    if (left == null) {
      return null;
    }
    if (left instanceof Operand.Constant) {
      report(written.left().at(), "the left side of `in` must be a field");
      return null;
    }
    List<Operand.Constant> values = new ArrayList<>();
    boolean complete = true;
    for (Expr item : list.items()) {
      complete &= addItem(item, left, subject, values);
    }
    return complete ? Bounds.oneOf(left, values) : null;
  }

  /** `"checkout" in trace.services`, the other way to write `trace.services contains …`. */
  private @Nullable Formula inServices(Expr.In written, Subject subject) {
    Operand list = operands.operand(written.list(), subject);
    if (list != null
        && written.left() instanceof Expr.Literal literal
        && literal.value() instanceof String name) {
      return ofServices(literal.at(), list, TextOp.CONTAINS, name);
    }
    report(
        written.left().at(),
        "before `in trace.services` stands the name of a service in double quotes");
    return null;
  }

  private @Nullable Formula ofServices(int at, Operand services, TextOp op, String name) {
    if (op != TextOp.CONTAINS) {
      report(
          at,
          "`trace.services` is a list of whole names and knows `contains` only; write `any"
              + " span(service "
              + op.word()
              + " …)`");
      return null;
    }
    if (name.isEmpty()) {
      report(
          at,
          "the name of a service is empty; spans without one are found with `any span(service =="
              + " \"\")`");
      return null;
    }
    return new Formula.TextIs(services, op, name);
  }

  private boolean addItem(Expr item, Operand left, Subject subject, List<Operand.Constant> values) {
    if (item instanceof Expr.Literal literal) {
      Operand.Constant constant = Operands.constant(literal);
      String unfit =
          constant.type() == Type.NIL
              ? "`nil` has no place in a list; compare with `== nil`"
              : Fit.unfit(left, Op.EQUAL, constant);
      if (unfit != null) {
        report(item.at(), unfit);
        return false;
      }
      values.add((Operand.Constant) typed(constant, left.type()));
      return true;
    }
    if (left.type().hasWords() && Operands.isWord(item, subject)) {
      Words.Range range = operands.range((Expr.Path) item, left.type());
      for (long n = range == null ? 1 : range.low(); range != null && n <= range.high(); n++) {
        values.add(new Operand.Constant(left.type(), n));
      }
      return range != null;
    }
    report(
        item.at(),
        Operands.isWord(item, subject)
            ? UnknownWord.unquoted(((Expr.Path) item).name())
            : "a list holds plain values only: texts in double quotes, numbers, true or false");
    return false;
  }

  @Nullable Formula text(Expr.TextTest written, Subject subject) {
    Operand left = operands.operand(written.left(), subject);
    String word = written.op().word();
    if (!(written.right() instanceof Expr.Literal literal)
        || !(literal.value() instanceof String text)) {
      report(written.right().at(), "`" + word + "` needs a text in double quotes after it");
      return null;
    }
    String wrong = written.op() == TextOp.MATCHES ? Regex.wrong(text) : null;
    if (wrong != null) {
      report(written.right().at(), wrong);
      return null;
    }
    if (left == null) {
      return null;
    }
    if (left.type() == Type.SERVICES) {
      return ofServices(written.right().at(), left, written.op(), text);
    }
    boolean isText = left.type() == Type.TEXT || left.type() == Type.ATTRIBUTE;
    if (!isText || left instanceof Operand.Constant) {
      String shown = Canonical.text(left);
      report(
          written.left().at(),
          "`"
              + word
              + "` needs a field with a text before it; `"
              + shown
              + "` is "
              + left.type().phrase());
      return null;
    }
    return new Formula.TextIs(left, written.op(), text);
  }

  @Nullable Formula exists(Expr.Exists written, Subject subject) {
    if (written.path() instanceof Expr.Ottl) {
      Operand value = operands.operand(written.path(), subject);
      return value == null ? null : notNil(value);
    }
    if (!(written.path() instanceof Expr.Path path)) {
      report(
          written.path().at(), "`exists` needs a field, as in `exists attributes[\"url.path\"]`");
      return null;
    }
    Operand operand = operands.operand(path, subject);
    if (!(operand instanceof Operand.FieldOf field)) {
      return null;
    }
    if (!field.mayBeNil()) {
      String shown = "`" + Canonical.text(field) + "`";
      report(path.at(), shown + " always exists" + Fit.insteadOfNil(field));
      return null;
    }
    return notNil(field);
  }

  private static Formula notNil(Operand operand) {
    return new Formula.Compared(operand, Op.NOT_EQUAL, new Operand.Constant(Type.NIL, null));
  }

  private void report(int at, String message) {
    mistakes.accept(new Mistake(at, message));
  }
}
