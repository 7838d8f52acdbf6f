// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** A part of a path: where to look, what counts there, and which of those. */
record Step(Axis axis, Predicate<XmlNode> test, List<Expression> predicates) {
  private static final Comparator<XmlNode> ORDER = Comparator.comparingInt(node -> node.order);

  /** From several nodes, each one once and in the order of the document. */
  List<XmlNode> from(List<XmlNode> nodes, Steps steps) {
    List<XmlNode> found = new ArrayList<>();
    for (XmlNode node : nodes) {
      found.addAll(from(node, steps));
    }
    return ordered(found, steps);
  }

  private List<XmlNode> from(XmlNode node, Steps steps) {
    List<XmlNode> found = axis.from(node, steps);
    found.removeIf(test.negate());
    for (Expression predicate : predicates) {
      found = filtered(found, predicate, steps);
    }
    return found;
  }

  static List<XmlNode> filtered(List<XmlNode> nodes, Expression predicate, Steps steps) {
    List<XmlNode> kept = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      steps.take(1);
      XmlNode node = nodes.get(i);
      Object value = predicate.of(new Expression.Place(node, i + 1, nodes.size(), steps));
      // of 1.5 a Collector takes the first, as it cuts what is no whole number
      if (value instanceof Double number ? number.intValue() == i + 1 : Values.truth(value)) {
        kept.add(node);
      }
    }
    return kept;
  }

  static List<XmlNode> ordered(List<XmlNode> nodes, Steps steps) {
    steps.take(nodes.size());
    nodes.sort(ORDER);
    List<XmlNode> once = new ArrayList<>(nodes.size());
    for (XmlNode node : nodes) {
      if (once.isEmpty() || once.get(once.size() - 1) != node) {
        once.add(node);
      }
    }
    return once;
  }
}
