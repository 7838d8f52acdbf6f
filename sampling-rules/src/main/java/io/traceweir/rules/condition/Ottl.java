// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.condition.Token.Kind;
import io.traceweir.rules.ottl.OttlCondition;
import io.traceweir.rules.ottl.OttlException;
import io.traceweir.rules.ottl.OttlPart;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hands the parts of a condition that OTTL reads to it, and its messages back. */
final class Ottl {
  private static final Pattern CALL = Pattern.compile("([A-Z]\\w*)\\s*\\(.*\\)", Pattern.DOTALL);
  private static final Pattern IS_TRUE_OR_FALSE = Pattern.compile("(Is|Has|Contains|Bool).*");
  private static final Map<String, String> INSTEAD_IN_LOG =
      Map.of(
          "IsMatch", "`… matches \"…\"`",
          "HasPrefix", "`… starts_with \"…\"`",
          "HasSuffix", "`… ends_with \"…\"`");

  private final Aliases aliases;
  private final Consumer<Mistake> mistakes;

  Ottl(Aliases aliases, Consumer<Mistake> mistakes) {
    this.aliases = aliases;
    this.mistakes = mistakes;
  }

  private interface Read {
    OttlPart of(OttlCondition.Subject subject) throws OttlException;
  }

  /** Reports what is wrong with it, and then returns null. */
  @Nullable Formula condition(Expr.Ottl written, Subject subject) {
    Matcher call = CALL.matcher(written.text());
    if (!written.isCondition()
        && call.matches()
        && !IS_TRUE_OR_FALSE.matcher(call.group(1)).matches()) {
      String shown = "`" + Shown.cut(call.group(1)) + "(…)`";
      mistakes.accept(
          new Mistake(
              written.at(),
              shown
                  + " alone is not a condition; compare it, as in `"
                  + call.group(1)
                  + "(…) > 3`"));
      return null;
    }
    OttlPart part =
        read(written, subject, of -> OttlPart.condition(written.text(), of, this::isAlias));
    return part == null ? null : new Formula.OttlHolds(subject, part.text());
  }

  Operand.@Nullable OttlValue value(Expr.Ottl written, Subject subject) {
    if (written.isCondition()) {
      mistakes.accept(new Mistake(written.at(), Operands.ALREADY_A_CONDITION));
      return null;
    }
    OttlPart part = read(written, subject, of -> OttlPart.value(written.text(), of, this::isAlias));
    return part == null ? null : new Operand.OttlValue(subject, part.text());
  }

  private boolean isAlias(String name) {
    return aliases.names().containsKey(name);
  }

  private @Nullable OttlPart read(Expr.Ottl written, Subject subject, Read read) {
    if (subject == Subject.LOG) {
      Matcher call = CALL.matcher(written.text());
      String instead = call.matches() ? INSTEAD_IN_LOG.get(call.group(1)) : null;
      String message = "functions and arithmetic have no place in `log(…)`";
      mistakes.accept(
          new Mistake(written.at(), instead == null ? message : message + "; write " + instead));
      return null;
    }
    try {
      return read.of(subject(subject));
    } catch (OttlException e) {
      int at = written.at() + Math.min(e.offset(), written.text().length());
      mistakes.accept(new Mistake(at, e.message()));
      return null;
    }
  }

  private static OttlCondition.Subject subject(Subject subject) {
    return switch (subject) {
      case SPAN -> OttlCondition.Subject.SPAN;
      case EVENT -> OttlCondition.Subject.SPAN_EVENT;
      default -> OttlCondition.Subject.TRACE;
    };
  }

  /** Of a formula without mistakes. */
  static OttlPart condition(Formula.OttlHolds formula) {
    try {
      return OttlPart.condition(formula.text(), subject(formula.subject()), name -> false);
    } catch (OttlException e) {
      throw new IllegalStateException("what was read once can be read again", e);
    }
  }

  /** Of an operand without mistakes. */
  static OttlPart value(Operand.OttlValue operand) {
    try {
      return OttlPart.value(operand.text(), subject(operand.subject()), name -> false);
    } catch (OttlException e) {
      throw new IllegalStateException("what was read once can be read again", e);
    }
  }

  /** OTTL's numbers have no units. */
  static void requirePlain(Expr left, Expr right) throws SyntaxException {
    for (Expr side : new Expr[] {left, right}) {
      if (side instanceof Expr.Literal literal && literal.type() == Type.DURATION) {
        throw new SyntaxException(
            side.at(),
            "beside functions and arithmetic a duration is written `Duration(\"2s\")`, or compare"
                + " `Seconds(duration)` with a number");
      }
      if (side instanceof Expr.Literal literal && literal.type() == Type.SIZE) {
        throw new SyntaxException(
            side.at(), "beside functions and arithmetic a size is a plain number of bytes");
      }
    }
  }

  /** OTTL takes a sign directly before a digit for a part of the number. */
  static void requireSpace(Token sign, Token next) throws SyntaxException {
    boolean mayBeSign = sign.text().equals("-") || sign.text().equals("+");
    if (mayBeSign && next.kind() == Kind.NUMBER && next.at() == sign.end()) {
      throw new SyntaxException(
          sign.at(),
          "a sign directly before a digit belongs to the number; write a space between, as in `"
              + sign.text()
              + " "
              + Shown.cut(next.text())
              + "`");
    }
  }
}
