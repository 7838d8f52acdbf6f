// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import io.traceweir.rules.ottl.Token.Kind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Reads conditions; what a Collector takes for a syntax error is one here. */
final class Parser {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_CALCULATIONS = 500;

  private final List<Token> tokens;
  private final int[] closing;
  private final IdentityHashMap<Node, Range> ranges = new IdentityHashMap<>();
  private int at;
  private int depth;
  private int calculations;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
    this.closing = Brackets.pairs(tokens);
  }

  /** Where something stands, up to the offset behind it. */
  record Range(int from, int to) {}

  /**
   * A condition as it was read.
   *
   * @param values where the sides of its comparisons and the arguments of its calls stand
   */
  record Parsed(Node condition, Map<Node, Range> values) {}

  static Node condition(String source) throws OttlException {
    return parsed(source).condition;
  }

  static Parsed parsed(String source) throws OttlException {
    Parser parser = new Parser(Lexer.tokens(source));
    Node condition = parser.anyOf();
    parser.expect(Kind.END, "`and`, `or` or the end");
    return new Parsed(condition, parser.ranges);
  }

  static Node value(String source) throws OttlException {
    Parser parser = new Parser(Lexer.tokens(source));
    Node value = parser.value();
    parser.expect(Kind.END, "an operator or the end");
    return value;
  }

  private Node anyOf() throws OttlException {
    deeper();
    List<Node> terms = new ArrayList<>(List.of(allOf()));
    while (accept("or")) {
      terms.add(allOf());
    }
    depth--;
    return terms.size() == 1 ? terms.get(0) : new Node.Joined(terms.get(0).at(), false, terms);
  }

  private Node allOf() throws OttlException {
    List<Node> factors = new ArrayList<>(List.of(factor()));
    while (accept("and")) {
      factors.add(factor());
    }
    return factors.size() == 1
        ? factors.get(0)
        : new Node.Joined(factors.get(0).at(), true, factors);
  }

  private Node factor() throws OttlException {
    int start = peek().at();
    if (accept("not")) {
      return new Node.Not(start, plainFactor());
    }
    return plainFactor();
  }

  private Node plainFactor() throws OttlException {
    if (peek().is("(") && !isCalculation()) {
      at++;
      Node inner = anyOf();
      expectSign(")");
      return inner;
    }
    Node left = value();
    if (peek().kind() == Kind.COMPARISON) {
      Token operator = next();
      return new Node.Compare(left.at(), operator.text(), left, value());
    }
    boolean stands =
        left instanceof Node.Call
            || (left instanceof Node.Literal literal && literal.value() instanceof Boolean);
    if (!stands) {
      throw expected("a comparison such as `==`");
    }
    return left;
  }

  /** Whether the brackets that open here hold a calculation: it goes on or is compared. */
  private boolean isCalculation() {
    int close = closing[at];
    if (close < 0) {
      return false;
    }
    Kind after = tokens.get(close + 1).kind();
    return after == Kind.COMPARISON || after == Kind.ADD || after == Kind.MULTIPLY;
  }

  private Node value() throws OttlException {
    int from = peek().at();
    Node value = plainValue();
    ranges.put(value, new Range(from, tokens.get(at - 1).end()));
    return value;
  }

  private Node plainValue() throws OttlException {
    Token token = peek();
    switch (token.kind()) {
      case STRING, BYTES -> {
        return literal(next());
      }
      case UPPER -> {
        if (!tokens.get(at + 1).is("(")) {
          return new Node.EnumName(token.at(), next().text());
        }
      }
      default -> {
        if (token.is("nil")) {
          at++;
          return new Node.Literal(token.at(), null);
        }
        if (token.is("true") || token.is("false")) {
          return new Node.Literal(token.at(), next().text().equals("true"));
        }
        if (token.is("[")) {
          return list();
        }
        if (token.is("{")) {
          return map();
        }
      }
    }
    return sum();
  }

  private Node sum() throws OttlException {
    deeper();
    Node left = product();
    while (peek().kind() == Kind.ADD) {
      Token operator = next();
      left = calculation(left.at(), operator, left, product());
    }
    depth--;
    return left;
  }

  private Node product() throws OttlException {
    Node left = term();
    while (peek().kind() == Kind.MULTIPLY) {
      Token operator = next();
      left = calculation(left.at(), operator, left, term());
    }
    return left;
  }

  private Node term() throws OttlException {
    Token token = peek();
    if (accept("(")) {
      Node inner = sum();
      expectSign(")");
      return inner;
    }
    if (token.kind() == Kind.ADD) {
      at++;
      deeper();
      Node operand = term();
      depth--;
      Node zero = new Node.Literal(token.at(), 0L);
      return calculation(token.at(), token, zero, operand);
    }
    return switch (token.kind()) {
      case INT, FLOAT -> literal(next());
      case LOWER -> path();
      case UPPER, MIXED -> call();
      default -> throw expected("a value");
    };
  }

  /** One stands in another, and in the next one: so many of them are deep. */
  private Node calculation(int at, Token operator, Node left, Node right) throws OttlException {
    if (++calculations > MAX_CALCULATIONS) {
      throw new OttlException(
          operator.at(), "more than " + MAX_CALCULATIONS + " calculations in one condition");
    }
    return new Node.Calculation(at, operator.text().charAt(0), left, right);
  }

  private static Node literal(Token token) throws OttlException {
    try {
      Object value =
          switch (token.kind()) {
            case STRING -> token.text();
            case BYTES -> HexFormat.of().parseHex(token.text().substring(2));
            case INT -> Long.valueOf(token.text());
            default -> Double.valueOf(token.text());
          };
      return new Node.Literal(token.at(), value);
    } catch (IllegalArgumentException e) {
      throw new OttlException(
          token.at(),
          token.kind() == Kind.BYTES
              ? "bytes need an even number of hexadecimal digits"
              : "the number " + token.text() + " does not fit into 64 bits");
    }
  }

  private Node path() throws OttlException {
    int start = peek().at();
    List<Node.Segment> segments = new ArrayList<>();
    do {
      Token name = next();
      if (name.kind() != Kind.LOWER) {
        at--;
        throw expected("a name");
      }
      segments.add(new Node.Segment(name.at(), name.text(), keys()));
    } while (accept("."));
    return new Node.Path(start, segments);
  }

  private List<Node> keys() throws OttlException {
    List<Node> keys = new ArrayList<>();
    while (accept("[")) {
      keys.add(value());
      expectSign("]");
    }
    return keys;
  }

  private Node call() throws OttlException {
    Token name = next();
    expectSign("(");
    List<Node.Argument> arguments = new ArrayList<>();
    while (!peek().is(")")) {
      if (!arguments.isEmpty()) {
        expectSign(",");
      }
      arguments.add(argument());
    }
    at++;
    return new Node.Call(name.at(), name.text(), arguments, keys());
  }

  private Node.Argument argument() throws OttlException {
    if (peek().kind() == Kind.LOWER && tokens.get(at + 1).kind() == Kind.EQUAL) {
      String name = next().text();
      at++;
      return new Node.Argument(name, value());
    }
    return new Node.Argument(null, value());
  }

  private Node list() throws OttlException {
    deeper();
    int start = next().at();
    List<Node> items = new ArrayList<>();
    while (!peek().is("]")) {
      if (!items.isEmpty()) {
        expectSign(",");
      }
      items.add(value());
    }
    at++;
    depth--;
    return new Node.ListOf(start, items);
  }

  private Node map() throws OttlException {
    deeper();
    int start = next().at();
    List<Node.Entry> entries = new ArrayList<>();
    while (!peek().is("}")) {
      if (!entries.isEmpty()) {
        expectSign(",");
      }
      Token key = expect(Kind.STRING, "a key in double quotes");
      expectSign(":");
      entries.add(new Node.Entry(key.text(), value()));
    }
    at++;
    depth--;
    return new Node.MapOf(start, entries);
  }

  private void deeper() throws OttlException {
    if (++depth > MAX_DEPTH) {
      throw new OttlException(peek().at(), "nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  private boolean accept(String sign) {
    boolean is = peek().is(sign);
    at += is ? 1 : 0;
    return is;
  }

  private void expectSign(String sign) throws OttlException {
    if (!accept(sign)) {
      throw expected("`" + sign + "`");
    }
  }

  private Token expect(Kind kind, String what) throws OttlException {
    if (peek().kind() != kind) {
      throw expected(what);
    }
    return next();
  }

  private OttlException expected(String what) {
    Token token = peek();
    return new OttlException(token.at(), "expected " + what + ", found " + token.shown());
  }

  /** Which bracket closes which. */
  private static final class Brackets {
    private Brackets() {}

    static int[] pairs(List<Token> tokens) {
      int[] closing = new int[tokens.size()];
      List<Integer> open = new ArrayList<>();
      for (int i = 0; i < closing.length; i++) {
        closing[i] = -1;
        if (tokens.get(i).is("(")) {
          open.add(i);
        } else if (tokens.get(i).is(")") && !open.isEmpty()) {
          closing[open.remove(open.size() - 1)] = i;
        }
      }
      return closing;
    }
  }
}
