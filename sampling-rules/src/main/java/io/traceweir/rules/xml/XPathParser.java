// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import io.traceweir.rules.xml.XPathToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads an XPath; refuses one that is wrong with an IllegalArgumentException that says where. */
final class XPathParser {
  private static final int MAX_DEPTH = 30;
  private static final Set<String> NODE_TYPES =
      Set.of("node", "text", "comment", "processing-instruction");
  private static final Step ANYWHERE = new Step(Axis.DESCENDANT_OR_SELF, NodeTests.ANY, List.of());

  private final List<XPathToken> tokens;
  private int next;
  private int depth;

  private XPathParser(String text) {
    tokens = XPathLexer.tokens(text);
  }

  static Expression parsed(String text) {
    XPathParser parser = new XPathParser(text);
    Expression expression = parser.expression();
    if (parser.token().kind() != Kind.END) {
      throw parser.unexpected();
    }
    return expression;
  }

  private XPathToken token() {
    return tokens.get(next);
  }

  private XPathToken behind() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  private boolean take(String symbol) {
    boolean found = token().is(symbol);
    next += found ? 1 : 0;
    return found;
  }

  private void expect(String symbol) {
    if (!take(symbol)) {
      throw unexpected();
    }
  }

  private IllegalArgumentException unexpected() {
    XPathToken token = token();
    return XPathLexer.wrong(
        token.at(),
        token.kind() == Kind.END ? "it ends too early" : "unexpected `" + token.text() + "`");
  }

  private Expression expression() {
    if (++depth > MAX_DEPTH) {
      throw XPathLexer.wrong(token().at(), "it is nested too deeply");
    }
    Expression expression = binary(0);
    depth--;
    return expression;
  }

  private Expression binary(int level) {
    if (level == Operators.LEVELS.size()) {
      return signed();
    }
    Expression left = binary(level + 1);
    while (isOperator(Operators.LEVELS.get(level))) {
      String operator = tokens.get(next++).text();
      left = Operators.of(operator, left, binary(level + 1));
    }
    return left;
  }

  private boolean isOperator(List<String> wanted) {
    Kind kind = token().kind();
    boolean symbol = kind == Kind.SYMBOL && !token().is("*");
    return (symbol || kind == Kind.OPERATOR) && wanted.contains(token().text());
  }

  private Expression signed() {
    int signs = 0;
    while (take("-")) {
      signs++;
    }
    Expression value = union();
    int sign = signs % 2 == 0 ? 1 : -1;
    return signs == 0 ? value : place -> sign * Values.number(value.of(place), place.steps());
  }

  private Expression union() {
    Expression left = path();
    while (take("|")) {
      left = Operators.union(left, path());
    }
    return left;
  }

  private Expression path() {
    if (!isPrimary()) {
      return location();
    }
    Expression value = primary();
    while (token().is("[")) {
      value = filtered(value, predicate());
    }
    if (!token().is("/") && !token().is("//")) {
      return value;
    }
    return steps(value, more(new ArrayList<>()));
  }

  private boolean isPrimary() {
    return switch (token().kind()) {
      case NUMBER, LITERAL -> true;
      case SYMBOL -> token().is("(");
      case NAME -> behind().is("(") && !NODE_TYPES.contains(token().text());
      default -> false;
    };
  }

  private Expression primary() {
    XPathToken token = tokens.get(next++);
    if (token.kind() == Kind.LITERAL) {
      return place -> token.text();
    }
    if (token.kind() == Kind.NUMBER) {
      double number = Double.parseDouble(token.text());
      return place -> number;
    }
    if (token.kind() == Kind.NAME) {
      return call(token);
    }
    Expression inner = expression();
    expect(")");
    return inner;
  }

  private Expression call(XPathToken name) {
    expect("(");
    List<Expression> arguments = new ArrayList<>();
    String pattern = null;
    while (!take(")")) {
      if (!arguments.isEmpty()) {
        expect(",");
      }
      int from = next;
      arguments.add(expression());
      boolean literal = next == from + 1 && tokens.get(from).kind() == Kind.LITERAL;
      pattern = literal ? tokens.get(from).text() : null;
    }
    return XPathFunctions.call(name, arguments, pattern);
  }

  private Expression predicate() {
    expect("[");
    Expression predicate = expression();
    expect("]");
    return predicate;
  }

  private static Expression filtered(Expression value, Expression predicate) {
    return place -> Step.filtered(Values.nodes(value.of(place)), predicate, place.steps());
  }

  private Expression location() {
    List<Step> steps = new ArrayList<>();
    if (!token().is("/") && !token().is("//")) {
      steps.add(step());
      return steps(place -> List.of(place.node()), more(steps));
    }
    boolean root = token().is("/") && !startsStep(behind());
    next += root ? 1 : 0;
    return steps(XPathParser::root, root ? steps : more(steps));
  }

  private static boolean startsStep(XPathToken token) {
    return token.kind() == Kind.NAME
        || token.is(".")
        || token.is("..")
        || token.is("@")
        || token.is("*");
  }

  private static Object root(Expression.Place place) {
    XmlNode root = place.node();
    for (XmlNode node = root; node != null; node = node.parent()) {
      root = node;
    }
    return List.of(root);
  }

  private List<Step> more(List<Step> steps) {
    while (slash(steps)) {
      steps.add(step());
    }
    return steps;
  }

  private boolean slash(List<Step> steps) {
    if (take("//")) {
      steps.add(ANYWHERE);
      return true;
    }
    return take("/");
  }

  private static Expression steps(Expression from, List<Step> steps) {
    return place -> {
      List<XmlNode> nodes = Values.nodes(from.of(place));
      for (Step step : steps) {
        nodes = step.from(nodes, place.steps());
      }
      return nodes;
    };
  }

  private Step step() {
    if (take(".")) {
      return new Step(Axis.SELF, NodeTests.ANY, List.of());
    }
    if (take("..")) {
      return new Step(Axis.PARENT, NodeTests.ANY, List.of());
    }
    Axis axis = axis();
    NodeTests.Test test = test(axis);
    List<Expression> predicates = new ArrayList<>();
    while (token().is("[")) {
      predicates.add(predicate());
    }
    return new Step(axis, test, predicates);
  }

  private Axis axis() {
    if (take("@")) {
      return Axis.ATTRIBUTE;
    }
    if (!behind().is("::")) {
      return Axis.CHILD;
    }
    Axis axis = Axis.find(token().text());
    if (axis == null) {
      throw XPathLexer.wrong(token().at(), "there is no axis `" + token().text() + "`");
    }
    next += 2;
    return axis;
  }

  private NodeTests.Test test(Axis axis) {
    XPathToken token = token();
    if (token.kind() != Kind.NAME && !token.is("*")) {
      throw unexpected();
    }
    next++;
    if (token.kind() != Kind.NAME || !take("(")) {
      return NodeTests.named(axis, token.text());
    }
    String target = token().kind() == Kind.LITERAL ? tokens.get(next++).text() : "";
    expect(")");
    return NodeTests.ofType(token, target);
  }
}
