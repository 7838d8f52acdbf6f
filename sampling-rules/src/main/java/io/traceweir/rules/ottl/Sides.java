// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds what a condition looks at, each once; what is the same for every span is left out. */
final class Sides {
  private final String source;
  private final Map<Node, Parser.Range> ranges;
  private final Compiler compiler;
  private final Map<String, Side> found = new LinkedHashMap<>();

  private Sides(String source, Map<Node, Parser.Range> ranges, Compiler compiler) {
    this.source = source;
    this.ranges = ranges;
    this.compiler = compiler;
  }

  static List<Side> of(String condition, Compiler compiler) throws OttlException {
    Parser.Parsed parsed = Parser.parsed(condition);
    Sides sides = new Sides(condition, parsed.values(), compiler);
    sides.collect(parsed.condition());
    return List.copyOf(sides.found.values());
  }

  private void collect(Node condition) throws OttlException {
    if (condition instanceof Node.Joined joined) {
      for (Node part : joined.conditions()) {
        collect(part);
      }
    } else if (condition instanceof Node.Not not) {
      collect(not.condition());
    } else if (condition instanceof Node.Compare compare) {
      add(compare.left());
      add(compare.right());
    } else if (condition instanceof Node.Call call) {
      for (Node.Argument argument : call.arguments()) {
        add(argument.value());
      }
    }
  }

  private void add(Node side) throws OttlException {
    Parser.Range range = ranges.get(side);
    if (range != null && !isConstant(side)) {
      String text = OttlPart.canonical(source.substring(range.from(), range.to()));
      found.putIfAbsent(text, new Side(text, compiler.value(side)::of));
    }
  }

  private static boolean isConstant(Node node) {
    if (node instanceof Node.Calculation math) {
      return isConstant(math.left()) && isConstant(math.right());
    }
    if (node instanceof Node.Call call) {
      return !call.arguments().isEmpty()
          && call.arguments().stream().allMatch(argument -> isConstant(argument.value()));
    }
    return node instanceof Node.EnumName || Compiler.isLiteral(node);
  }
}
