// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Small documents, and XPaths that find something in them now and then. Left out is where Java
 * errs: unions beside brackets behind parentheses, what stands beside an attribute, names of
 * instructions, and positions that are calculated.
 */
final class RandomXPaths {
  private static final List<String> AXES =
      List.of(
          "self",
          "child",
          "parent",
          "attribute",
          "ancestor",
          "ancestor-or-self",
          "descendant",
          "descendant-or-self",
          "following",
          "following-sibling",
          "preceding",
          "preceding-sibling");
  private static final List<String> TESTS =
      List.of("a", "b", "c", "x", "*", "node()", "text()", "comment()");
  private static final List<String> OPERATORS =
      List.of("=", "!=", "<", "<=", ">", ">=", "and", "or", "+", "-", "*", "div", "mod");

  private static final List<String> LEAVES =
      List.of("1", "2", "0", "1.5", "-1", "'1'", "''", "'t'", ".", "@x");

  private final Random random;
  private final List<String> leaves = new ArrayList<>(LEAVES);

  /**
   * @param positions whether to ask for them; in Java these are others than 1 outside of brackets
   */
  RandomXPaths(Random random, boolean positions) {
    this.random = random;
    leaves.addAll(positions ? List.of("position()", "last()") : List.of());
  }

  String document() {
    return element(0);
  }

  private String element(int depth) {
    String name = pick(List.of("a", "b", "c"));
    StringBuilder text = new StringBuilder("<" + name);
    for (String attribute : List.of("x", "y")) {
      text.append(chance(3) ? " " + attribute + "='" + random.nextInt(4) + "'" : "");
    }
    text.append('>');
    boolean afterText = false;
    for (int i = depth > 3 ? 4 : 0; i < random.nextInt(5); i++) {
      int kind = random.nextInt(afterText ? 4 : 6);
      afterText = kind > 3;
      text.append(
          switch (kind) {
            case 0, 1 -> element(depth + 1);
            case 2 -> "<!--" + random.nextInt(3) + "-->";
            case 3 -> "<?p " + random.nextInt(3) + "?>";
            case 4 -> Integer.toString(random.nextInt(4));
            default -> " t " + random.nextInt(2);
          });
    }
    return text.append("</").append(name).append('>').toString();
  }

  String path(int depth) {
    String path = plainPath(depth);
    return depth == 0 && chance(8) ? "(" + path + ")[" + predicate(depth + 1) + "]" : path;
  }

  private String plainPath(int depth) {
    StringBuilder path = new StringBuilder(pick(List.of("", "/", "//", ".//", "../")));
    int steps = 1 + random.nextInt(3);
    for (int i = 0; i < steps; i++) {
      String step = step(depth);
      boolean beside = step.startsWith("following") || step.startsWith("preceding");
      path.append(i == 0 ? "" : pick(List.of("/", "/", "//")));
      path.append(beside ? "*/" : "").append(step);
    }
    return path.toString();
  }

  private String step(int depth) {
    String step =
        switch (random.nextInt(6)) {
          case 0 -> pick(AXES) + "::" + pick(TESTS.subList(0, 5));
          case 1 -> pick(AXES.subList(0, 8)) + "::" + pick(TESTS);
          case 2 -> "@" + pick(List.of("x", "y", "*"));
          default -> pick(TESTS);
        };
    return depth < 2 && chance(3) ? step + "[" + predicate(depth + 1) + "]" : step;
  }

  private String predicate(int depth) {
    return switch (random.nextInt(5)) {
      case 0 -> pick(List.of("1", "2", "last()"));
      case 1 -> "position() " + pick(OPERATORS.subList(0, 6)) + " " + number();
      default -> "boolean(" + expression(depth) + ")";
    };
  }

  String expression(int depth) {
    if (depth > 3) {
      return leaf();
    }
    return switch (random.nextInt(8)) {
      case 0 -> path(depth);
      case 1 -> depth > 1 ? leaf() : "(" + plainPath(depth) + " | " + plainPath(depth) + ")";
      case 2, 3 -> expression(depth + 1) + " " + pick(OPERATORS) + " " + expression(depth + 1);
      case 4 -> "(" + expression(depth + 1) + ")";
      case 5, 6 -> call(depth);
      default -> leaf();
    };
  }

  private String call(int depth) {
    String a = expression(depth + 1);
    String b = expression(depth + 1);
    return switch (random.nextInt(18)) {
      case 0 -> "not(" + a + ")";
      case 1 -> "count(" + path(depth + 1) + ")";
      case 2 -> "sum(" + path(depth + 1) + ")";
      case 3 -> "string(" + a + ")";
      case 4 -> "number(" + a + ")";
      case 5 -> "boolean(" + a + ")";
      case 6 -> "concat(" + a + ", " + b + ")";
      case 7 -> "contains(" + a + ", " + b + ")";
      case 8 -> "starts-with(" + a + ", " + b + ")";
      case 9 -> "substring(" + a + ", " + number() + ")";
      case 10 -> "substring(" + a + ", " + number() + ", " + number() + ")";
      case 11 -> "substring-before(" + a + ", " + b + ")";
      case 12 -> "substring-after(" + a + ", " + b + ")";
      case 13 -> "translate(" + a + ", '1t', 'xy')";
      case 14 -> "normalize-space(" + a + ")";
      case 15 -> "string-length(" + a + ")";
      case 16 -> pick(List.of("floor(", "ceiling(", "round(")) + a + ")";
      default -> pick(List.of("name(", "local-name(")) + path(depth + 1) + ")";
    };
  }

  private String number() {
    return pick(LEAVES.subList(0, 5));
  }

  private String leaf() {
    return pick(leaves);
  }

  private boolean chance(int in) {
    return random.nextInt(in) == 0;
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
