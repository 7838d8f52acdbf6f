// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import io.traceweir.rules.xml.XmlNode.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** Values of an XPath as others, as XPath 1.0 has it. */
final class Values {
  private static final Pattern NUMBER = Pattern.compile("-?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)");

  private Values() {}

  static boolean truth(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof Double number) {
      return number != 0 && !Double.isNaN(number);
    }
    return value instanceof String text ? !text.isEmpty() : !((List<?>) value).isEmpty();
  }

  @SuppressWarnings("unchecked")
  static List<XmlNode> nodes(Object value) {
    if (value instanceof List<?> nodes) {
      return (List<XmlNode>) nodes;
    }
    throw new XmlException("an XPath that goes on from what is no node");
  }

  static double number(Object value, Steps steps) {
    if (value instanceof Double number) {
      return number;
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    String text = text(value, steps);
    steps.takeFor(text.length());
    return number(text);
  }

  static double number(String text) {
    String stripped = text.strip();
    return NUMBER.matcher(stripped).matches() ? Double.parseDouble(stripped) : Double.NaN;
  }

  static String text(Object value, Steps steps) {
    if (value instanceof List<?>) {
      List<XmlNode> nodes = nodes(value);
      return nodes.isEmpty() ? "" : text(nodes.get(0), steps);
    }
    return value instanceof Double number ? text(number) : value.toString();
  }

  private static String text(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.toString(number);
    }
    return number == 0
        ? "0"
        : new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }

  /** Of an element, all text in it; a Collector finds nothing in a CDATA that is asked itself. */
  static String text(XmlNode node, Steps steps) {
    if (node.kind() == Kind.CDATA) {
      return "";
    }
    if (node.isElement() || node.kind() == Kind.DOCUMENT) {
      StringBuilder text = new StringBuilder();
      collect(node, text, steps);
      return text.toString();
    }
    steps.takeFor(node.data().length());
    return node.data();
  }

  private static void collect(XmlNode node, StringBuilder text, Steps steps) {
    steps.takeFor(node.data().length());
    if (node.kind() == Kind.TEXT || node.kind() == Kind.CDATA) {
      text.append(node.data());
    }
    node.children.forEach(child -> collect(child, text, steps));
  }
}
