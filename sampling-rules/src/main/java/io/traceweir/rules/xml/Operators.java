// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import io.traceweir.rules.xml.Expression.Place;
import java.util.ArrayList;
import java.util.List;

/** What stands between two parts of an XPath. */
final class Operators {
  /** From those that bind least. */
  static final List<List<String>> LEVELS =
      List.of(
          List.of("or"),
          List.of("and"),
          List.of("=", "!="),
          List.of("<", "<=", ">", ">="),
          List.of("+", "-"),
          List.of("*", "div", "mod"));

  private Operators() {}

  static Expression of(String operator, Expression left, Expression right) {
    return switch (operator) {
      case "or" -> place -> Values.truth(left.of(place)) || Values.truth(right.of(place));
      case "and" -> place -> Values.truth(left.of(place)) && Values.truth(right.of(place));
      case "=", "!=", "<", "<=", ">", ">=" ->
          place -> holds(operator, left.of(place), right.of(place), place.steps());
      default -> place -> calculated(operator, number(left, place), number(right, place));
    };
  }

  static Expression union(Expression left, Expression right) {
    return place -> {
      List<XmlNode> all = new ArrayList<>(Values.nodes(left.of(place)));
      all.addAll(Values.nodes(right.of(place)));
      return Step.ordered(all, place.steps());
    };
  }

  private static double number(Expression expression, Place place) {
    return Values.number(expression.of(place), place.steps());
  }

  private static double calculated(String operator, double a, double b) {
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "div" -> a / b;
      default -> a % b;
    };
  }

  /** Nodes are compared one by one: it holds when it does of any. */
  private static boolean holds(String operator, Object left, Object right, Steps steps) {
    if (left instanceof Boolean || right instanceof Boolean) {
      return order(operator, flag(operator, left, steps), flag(operator, right, steps));
    }
    List<Object> rights = single(right, steps);
    for (Object one : single(left, steps)) {
      for (Object other : rights) {
        steps.take(1);
        if (isTrue(operator, one, other, steps)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Beside true or false, all is that too; but where order is asked, numbers stay numbers. */
  private static double flag(String operator, Object value, Steps steps) {
    return isEquality(operator) || value instanceof List<?>
        ? Values.number(Values.truth(value), steps)
        : Values.number(value, steps);
  }

  private static boolean isEquality(String operator) {
    return operator.equals("=") || operator.equals("!=");
  }

  private static List<Object> single(Object value, Steps steps) {
    if (!(value instanceof List<?>)) {
      return List.of(value);
    }
    List<Object> texts = new ArrayList<>();
    Values.nodes(value).forEach(node -> texts.add(Values.text(node, steps)));
    return texts;
  }

  private static boolean isTrue(String operator, Object left, Object right, Steps steps) {
    if (isEquality(operator) && left instanceof String a && right instanceof String b) {
      steps.takeFor(Math.min(a.length(), b.length()));
      return a.equals(b) == operator.equals("=");
    }
    return order(operator, Values.number(left, steps), Values.number(right, steps));
  }

  private static boolean order(String operator, double a, double b) {
    return switch (operator) {
      case "=" -> a == b;
      case "!=" -> a != b;
      case "<" -> a < b;
      case "<=" -> a <= b;
      case ">" -> a > b;
      default -> a >= b;
    };
  }
}
