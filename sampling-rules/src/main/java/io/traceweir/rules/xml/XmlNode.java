// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document, or a part of one. Names are not resolved: a prefix is just the text before a colon.
 */
public final class XmlNode {
  /** What a node is. */
  public enum Kind {
    DOCUMENT,
    /** {@code <?xml version="1.0"?>}; XPath does not see it. */
    DECLARATION,
    ELEMENT,
    ATTRIBUTE,
    TEXT,
    CDATA,
    COMMENT,
    INSTRUCTION
  }

  final List<XmlNode> attributes = new ArrayList<>();
  final List<XmlNode> children = new ArrayList<>();

  /** Among the children of its parent, as it was read. */
  int place;

  /** In the document, as it was read; attributes follow their element. */
  int order;

  @Nullable XmlNode parent;

  private final Kind kind;
  private final String qualified;
  private final String prefix;
  private final String name;
  private final String data;
  private boolean removed;

  private XmlNode(Kind kind, String qualified, String data) {
    int colon = qualified.indexOf(':');
    this.kind = kind;
    this.qualified = qualified;
    this.prefix = colon <= 0 ? "" : qualified.substring(0, colon);
    this.name = colon <= 0 ? qualified : qualified.substring(colon + 1);
    this.data = data;
  }

  static XmlNode named(Kind kind, String qualified, String data) {
    return new XmlNode(kind, qualified, data);
  }

  static XmlNode of(Kind kind, String data) {
    return new XmlNode(kind, "", data);
  }

  public static XmlNode text(String data) {
    return of(Kind.TEXT, data);
  }

  /** An element without attributes. */
  public static XmlNode element(String name, List<XmlNode> children) {
    XmlNode element = new XmlNode(Kind.ELEMENT, name, "");
    element.children.addAll(children);
    return element;
  }

  public Kind kind() {
    return kind;
  }

  public boolean isElement() {
    return kind == Kind.ELEMENT;
  }

  /** Without its prefix. */
  public String name() {
    return name;
  }

  public String data() {
    return data;
  }

  /** To be read and changed. */
  public List<XmlNode> children() {
    return children;
  }

  public @Nullable XmlNode parent() {
    return parent;
  }

  /** It and what is in it is no longer written. */
  public void remove() {
    removed = true;
  }

  boolean isRemoved() {
    return removed;
  }

  public boolean hasPrefix() {
    return !prefix.isEmpty();
  }

  String prefix() {
    return prefix;
  }

  String qualified() {
    return qualified;
  }

  void add(XmlNode child) {
    child.parent = this;
    child.place = children.size();
    children.add(child);
  }

  void addAttribute(String written, String value) {
    XmlNode attribute = named(Kind.ATTRIBUTE, written, value);
    attribute.parent = this;
    attributes.add(attribute);
  }

  @Nullable String attribute(String wanted) {
    for (XmlNode attribute : attributes) {
      if (attribute.qualified.equals(wanted)) {
        return attribute.data;
      }
    }
    return null;
  }

  /** Of a text that says nothing: following ones of that kind are not seen by XPath. */
  boolean isBlankText() {
    return kind == Kind.TEXT && data.isBlank();
  }
}
