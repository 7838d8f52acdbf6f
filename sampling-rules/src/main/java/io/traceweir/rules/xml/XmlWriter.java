// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import java.util.List;

/** XML as text, in the one form a Collector writes it: no empty tags, five characters escaped. */
public final class XmlWriter {
  private static final int MAX_LENGTH = 1_048_576;

  private final StringBuilder out = new StringBuilder();

  private XmlWriter() {}

  /**
   * Nodes one behind the other.
   *
   * @throws XmlException when that is too long
   */
  public static String written(List<XmlNode> nodes) {
    XmlWriter writer = new XmlWriter();
    nodes.forEach(node -> writer.write(node, true));
    return writer.out.toString();
  }

  private void write(XmlNode node, boolean spaces) {
    if (out.length() > MAX_LENGTH) {
      throw new XmlException("XML that becomes too long");
    }
    if (node.isRemoved()) {
      return;
    }
    switch (node.kind()) {
      case TEXT -> escape(spaces ? node.data() : node.data().strip());
      case ATTRIBUTE -> escape(node.data());
      case CDATA -> out.append("<![CDATA[").append(node.data()).append("]]>");
      case COMMENT -> out.append("<!--").append(node.data()).append("-->");
      case INSTRUCTION -> instruction(node);
      case DECLARATION -> {
        out.append("<?xml");
        attributes(node);
        out.append("?>");
      }
      case ELEMENT -> element(node, spaces);
      case DOCUMENT -> node.children.forEach(child -> write(child, spaces));
    }
  }

  private void instruction(XmlNode node) {
    out.append("<?").append(node.qualified());
    if (!node.data().isEmpty()) {
      out.append(' ').append(node.data());
    }
    out.append("?>");
  }

  private void element(XmlNode node, boolean spaces) {
    out.append('<').append(node.qualified());
    attributes(node);
    out.append('>');
    String wish = node.attribute("xml:space");
    boolean inner = "preserve".equals(wish) || (!"default".equals(wish) && spaces);
    node.children.forEach(child -> write(child, inner));
    out.append("</").append(node.qualified()).append('>');
  }

  private void attributes(XmlNode node) {
    for (XmlNode attribute : node.attributes) {
      if (attribute.isRemoved()) {
        continue;
      }
      out.append(' ').append(attribute.qualified()).append("=\"");
      escape(attribute.data());
      out.append('"');
    }
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\'' -> out.append("&#39;");
        case '"' -> out.append("&#34;");
        default -> out.append(c);
      }
    }
  }
}
