// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.condition.Expr.Written;
import io.traceweir.rules.condition.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Precedence climbing (Pratt): an operator takes everything to its right that binds more tightly
 * than itself. From loose to tight: `or`, `and`, `not`, comparisons. Arithmetic has its place above
 * comparisons, calls and indexes above that.
 */
final class Parser {
  static final int MAX_DEPTH = 64;

  private static final int OR = 1;
  private static final int AND = 2;
  private static final int NOT = 3;
  private static final int COMPARISON = 4;
  private static final int ARITHMETIC = 5;
  private static final Set<String> CONSTANTS = Set.of("true", "false", "nil");

  private final String source;
  private final Tokens tokens;
  private int depth;

  private Parser(String source) throws SyntaxException {
    this.source = source;
    this.tokens = new Tokens(Lexer.tokens(source));
  }

  static Expr parse(String source) throws SyntaxException {
    Parser parser = new Parser(source);
    if (parser.tokens.peek().kind() == Kind.END) {
      throw new SyntaxException(0, "the condition is empty");
    }
    Expr whole = parser.expression(0);
    Token rest = parser.tokens.peek();
    if (rest.kind() != Kind.END) {
      throw Unexpected.after(rest);
    }
    return whole;
  }

  private Expr expression(int floor) throws SyntaxException {
    Token first = tokens.peek();
    if (++depth > MAX_DEPTH) {
      throw new SyntaxException(
          first.at(), "the condition is nested more than " + MAX_DEPTH + " levels deep");
    }
    Expr left = prefix();
    while (power(tokens.peek()) > floor) {
      left = infix(first.at(), left, tokens.take());
    }
    depth--;
    return left;
  }

  private int power(Token token) {
    if (token.kind() == Kind.OPERATOR) {
      return Op.of(token.text()) == null ? ARITHMETIC : COMPARISON;
    }
    if (token.kind() != Kind.WORD) {
      return 0;
    }
    return switch (token.text()) {
      case "or" -> OR;
      case "and" -> AND;
      case "in" -> COMPARISON;
      case "not" -> isNegatedTest(tokens.peekSecond()) ? COMPARISON : 0;
      default -> TextOp.of(token.text()) == null ? 0 : COMPARISON;
    };
  }

  private static boolean isNegatedTest(Token afterNot) {
    return afterNot.kind() == Kind.WORD
        && (afterNot.text().equals("in") || TextOp.of(afterNot.text()) != null);
  }

  /**
   * @param start where the left side begins, with the parentheses around it
   */
  private Expr infix(int start, Expr left, Token operator) throws SyntaxException {
    return switch (operator.text()) {
      case "or" -> new Expr.Or(left.at(), chain(start, left, operator, OR));
      case "and" -> new Expr.And(left.at(), chain(start, left, operator, AND));
      case "not" -> new Expr.Not(left.at(), infix(start, left, tokens.take()));
      case "in" -> new Expr.In(left.at(), left, expression(COMPARISON));
      default -> comparison(start, left, operator);
    };
  }

  private List<Written> chain(int start, Expr left, Token operator, int power)
      throws SyntaxException {
    List<Written> parts = new ArrayList<>();
    parts.add(written(left, start, operator.at()));
    do {
      int at = tokens.peek().at();
      Expr part = expression(power);
      parts.add(written(part, at, tokens.taken()));
    } while (tokens.takeWord(operator.text()));
    return List.copyOf(parts);
  }

  private Written written(Expr expr, int from, int to) {
    return new Written(expr, from, source.substring(from, to).strip());
  }

  private Expr comparison(int start, Expr left, Token operator) throws SyntaxException {
    TextOp textOp = TextOp.of(operator.text());
    if (textOp != null) {
      return new Expr.TextTest(left.at(), textOp, left, expression(COMPARISON));
    }
    Op op = Op.of(operator.text());
    if (op == null) {
      return calculation(start, left, operator);
    }
    if (left instanceof Expr.Comparison) {
      throw new SyntaxException(
          operator.at(),
          "comparisons cannot be chained; write both with `and` between them, as in `a < b and b < c`");
    }
    Expr right = expression(COMPARISON);
    if (left instanceof Expr.Ottl || right instanceof Expr.Ottl) {
      Ottl.requirePlain(left, right);
      return ottl(start, true);
    }
    return new Expr.Comparison(left.at(), op, left, right, operator.at());
  }

  private Expr calculation(int start, Expr left, Token operator) throws SyntaxException {
    Ottl.requireSpace(operator, tokens.peek());
    Expr right = expression(ARITHMETIC);
    Ottl.requirePlain(left, right);
    return ottl(start, false);
  }

  /** All from there to what was taken last. */
  private Expr ottl(int start, boolean isCondition) {
    return new Expr.Ottl(start, source.substring(start, tokens.taken()), isCondition);
  }

  private Expr prefix() throws SyntaxException {
    Token token = tokens.take();
    return switch (token.kind()) {
      case WORD -> word(token);
      case CALL -> new Expr.Ottl(token.at(), token.text(), false);
      case NUMBER ->
          Numbers.isBytes(token.text())
              ? ottl(token.at(), false)
              : Numbers.literal(token.at(), token.text());
      case TEXT -> new Expr.Literal(token.at(), Type.TEXT, token.text(), Shown.text(token.text()));
      case OPEN -> parenthesised(token);
      case OPEN_LIST -> list(token);
      case OPERATOR -> negative(token);
      default -> throw Unexpected.value(token);
    };
  }

  private Expr word(Token token) throws SyntaxException {
    String word = token.text();
    if (word.equals("not")) {
      return new Expr.Not(token.at(), expression(NOT));
    }
    if (word.equals("NOT")) {
      throw new SyntaxException(token.at(), "`NOT` is written in lower case: `not`");
    }
    if (CONSTANTS.contains(word)) {
      return constant(token);
    }
    if (word.equals("exists")) {
      return new Expr.Exists(token.at(), expression(COMPARISON));
    }
    Quantifier quantifier = Quantifier.of(word);
    if (quantifier != null) {
      Subject subject = subject(token);
      return new Expr.Quantified(token.at(), quantifier, subject, inner(token));
    }
    if (word.equals("count")) {
      Subject subject = subject(token);
      return new Expr.Count(token.at(), subject, inner(token));
    }
    if (tokens.peek().kind() == Kind.OPEN) {
      throw Unexpected.call(token);
    }
    if (power(token) > 0) {
      throw Unexpected.value(token);
    }
    return path(token);
  }

  private static Expr constant(Token token) {
    String word = token.text();
    return word.equals("nil")
        ? new Expr.Literal(token.at(), Type.NIL, null, word)
        : new Expr.Literal(token.at(), Type.BOOL, word.equals("true"), word);
  }

  private Subject subject(Token quantifier) throws SyntaxException {
    Token token = tokens.take();
    Subject subject = token.kind() == Kind.WORD ? Subject.ofItem(token.text()) : null;
    if (subject == null) {
      throw Unexpected.subject(quantifier, token);
    }
    return subject;
  }

  private Expr inner(Token quantifier) throws SyntaxException {
    Token open = tokens.expect(Kind.OPEN, "`(` after `" + quantifier.text() + " …`");
    if (tokens.peek().kind() == Kind.CLOSE) {
      throw new SyntaxException(
          tokens.peek().at(),
          "expected a condition between the parentheses, as in `status == error`");
    }
    return parenthesised(open);
  }

  private Expr parenthesised(Token open) throws SyntaxException {
    Expr inner = expression(0);
    Token close = tokens.take();
    if (close.kind() == Kind.END) {
      throw new SyntaxException(open.at(), "this `(` is never closed");
    }
    if (close.kind() != Kind.CLOSE) {
      throw Unexpected.after(close);
    }
    return inner;
  }

  private Expr list(Token open) throws SyntaxException {
    List<Expr> items = new ArrayList<>();
    while (tokens.peek().kind() != Kind.CLOSE_LIST) {
      items.add(expression(COMPARISON));
      if (!tokens.take(Kind.COMMA)) {
        break;
      }
    }
    tokens.expect(Kind.CLOSE_LIST, "`,` or `]` in the list");
    return new Expr.ListOf(open.at(), List.copyOf(items));
  }

  private Expr negative(Token sign) throws SyntaxException {
    if (sign.text().equals("-") && tokens.peek().kind() == Kind.NUMBER) {
      return Numbers.literal(sign.at(), "-" + tokens.take().text());
    }
    throw Unexpected.value(sign);
  }

  private Expr path(Token name) throws SyntaxException {
    List<String> keys = new ArrayList<>();
    if (tokens.take(Kind.OPEN_LIST)) {
      do {
        keys.add(
            tokens.expect(Kind.TEXT, "a name in double quotes, as in `[\"url.path\"]`").text());
      } while (tokens.take(Kind.COMMA));
      tokens.expect(Kind.CLOSE_LIST, "`]`");
      if (tokens.peek().kind() == Kind.OPEN_LIST) {
        return lookedInto(name);
      }
    }
    return new Expr.Path(name.at(), name.text(), List.copyOf(keys));
  }

  /** A part of an attribute that is a list or map: `attributes["a"]["b"]`. */
  private Expr lookedInto(Token name) throws SyntaxException {
    while (tokens.take(Kind.OPEN_LIST)) {
      expression(COMPARISON);
      tokens.expect(Kind.CLOSE_LIST, "`]`");
    }
    return ottl(name.at(), false);
  }
}
