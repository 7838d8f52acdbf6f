// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import io.traceweir.rules.xml.XmlNode.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The directions in which XPath goes from a node; each gives the nearest node first. */
enum Axis {
  SELF,
  CHILD,
  PARENT,
  ATTRIBUTE,
  ANCESTOR,
  ANCESTOR_OR_SELF,
  DESCENDANT,
  DESCENDANT_OR_SELF,
  FOLLOWING,
  FOLLOWING_SIBLING,
  PRECEDING,
  PRECEDING_SIBLING;

  /** Null when there is none of that name. */
  static @Nullable Axis find(String name) {
    for (Axis axis : values()) {
      if (axis.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
        return axis;
      }
    }
    return null;
  }

  List<XmlNode> from(XmlNode node, Steps steps) {
    List<XmlNode> found = new ArrayList<>();
    switch (this) {
      case SELF -> found.add(node);
      case CHILD -> children(node, found);
      case PARENT -> ancestors(node.parent, 1, found);
      case ATTRIBUTE -> found.addAll(node.attributes);
      case ANCESTOR -> ancestors(node.parent, Integer.MAX_VALUE, found);
      case ANCESTOR_OR_SELF -> ancestors(node, Integer.MAX_VALUE, found);
      case DESCENDANT -> descendants(node, found, steps);
      case DESCENDANT_OR_SELF -> {
        found.add(node);
        descendants(node, found, steps);
      }
      case FOLLOWING_SIBLING -> siblings(node, 1, found);
      case PRECEDING_SIBLING -> siblings(node, -1, found);
      case FOLLOWING -> around(node, 1, found, steps);
      case PRECEDING -> around(node, -1, found, steps);
    }
    steps.take(1 + found.size());
    return found;
  }

  private static void children(XmlNode node, List<XmlNode> found) {
    for (int i = 0; i < node.children.size(); i++) {
      addSeen(node.children.get(i), i == 0, found);
    }
  }

  /** A Collector sees a blank text only where it is the first child, and no declaration here. */
  private static void addSeen(XmlNode node, boolean first, List<XmlNode> found) {
    if (node.kind() != Kind.DECLARATION && (first || !node.isBlankText())) {
      found.add(node);
    }
  }

  private static void ancestors(@Nullable XmlNode from, int most, List<XmlNode> found) {
    for (XmlNode node = from; node != null && found.size() < most; node = node.parent) {
      found.add(node);
    }
  }

  private static void descendants(XmlNode node, List<XmlNode> found, Steps steps) {
    List<XmlNode> children = new ArrayList<>();
    children(node, children);
    steps.take(node.children.size());
    for (XmlNode child : children) {
      found.add(child);
      descendants(child, found, steps);
    }
  }

  private static void siblings(XmlNode node, int direction, List<XmlNode> found) {
    if (node.parent == null || node.kind() == Kind.ATTRIBUTE) {
      return;
    }
    List<XmlNode> all = node.parent.children;
    for (int i = node.place + direction; i >= 0 && i < all.size(); i += direction) {
      addSeen(all.get(i), false, found);
    }
  }

  private static void around(XmlNode node, int direction, List<XmlNode> found, Steps steps) {
    XmlNode from = node.kind() == Kind.ATTRIBUTE ? node.parent : node;
    for (XmlNode at = from; at != null; at = at.parent) {
      List<XmlNode> beside = new ArrayList<>();
      siblings(at, direction, beside);
      steps.take(1 + beside.size());
      for (XmlNode sibling : beside) {
        whole(sibling, direction, found, steps);
      }
    }
  }

  private static void whole(XmlNode node, int direction, List<XmlNode> found, Steps steps) {
    int from = found.size();
    found.add(node);
    descendants(node, found, steps);
    if (direction < 0) {
      Collections.reverse(found.subList(from, found.size()));
    }
  }
}
