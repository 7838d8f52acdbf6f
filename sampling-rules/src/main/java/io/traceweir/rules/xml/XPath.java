// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import java.util.List;

/**
 * An XPath 1.0 that selects nodes of a document. Its own evaluation, not Java's: that one has no
 * bound, and {@code //*[//*[//*]]} takes the third power of the size of a document. One thread.
 */
public final class XPath {
  private static final int MAX_LENGTH = 1_000;
  private static final int MAX_NODES = 10_000;

  private final Expression expression;

  private XPath(Expression expression) {
    this.expression = expression;
  }

  /** Refuses with an IllegalArgumentException that says what is wrong with it, and where. */
  public static XPath of(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("an XPath has at most " + MAX_LENGTH + " characters");
    }
    return new XPath(XPathParser.parsed(text));
  }

  /**
   * Nodes in the order of the document; none when the value of the expression is no list of nodes.
   *
   * @throws XmlException when it takes too many steps, or selects too many nodes
   */
  public List<XmlNode> select(XmlNode document) {
    Object value = expression.of(new Expression.Place(document, 1, 1, new Steps()));
    if (!(value instanceof List<?>)) {
      return List.of();
    }
    List<XmlNode> nodes = Values.nodes(value);
    if (nodes.size() > MAX_NODES) {
      throw new XmlException("an XPath that selects too many nodes");
    }
    return nodes;
  }
}
