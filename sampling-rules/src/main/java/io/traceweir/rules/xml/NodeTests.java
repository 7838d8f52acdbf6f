// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import io.traceweir.rules.xml.XmlNode.Kind;
import java.util.function.Predicate;

/** What counts in a step of a path. */
final class NodeTests {
  static final Test ANY = node -> true;

  /** Whether a node counts. */
  interface Test extends Predicate<XmlNode> {}

  private NodeTests() {}

  /** Names are compared as they are written: an XPath has no declarations of prefixes. */
  static Test named(Axis axis, String name) {
    Kind kind = axis == Axis.ATTRIBUTE ? Kind.ATTRIBUTE : Kind.ELEMENT;
    if (name.equals("*")) {
      return node -> node.kind() == kind;
    }
    if (name.endsWith(":*")) {
      String prefix = name.substring(0, name.length() - 2);
      return node -> node.kind() == kind && node.prefix().equals(prefix);
    }
    return node -> node.kind() == kind && node.qualified().equals(name);
  }

  static Test ofType(XPathToken type, String target) {
    if (!target.isEmpty() && !type.text().equals("processing-instruction")) {
      throw XPathLexer.wrong(type.at(), "`" + type.text() + "` takes no argument");
    }
    return switch (type.text()) {
      case "node" -> ANY;
      case "text" -> node -> node.kind() == Kind.TEXT || node.kind() == Kind.CDATA;
      case "comment" -> node -> node.kind() == Kind.COMMENT;
      case "processing-instruction" ->
          node ->
              node.kind() == Kind.INSTRUCTION
                  && (target.isEmpty() || node.qualified().equals(target));
      default ->
          throw XPathLexer.wrong(type.at(), "there is no kind of node `" + type.text() + "`");
    };
  }
}
