// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.graph;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The graph as a Mermaid flowchart, which Markdown of many hosts draws. */
public final class Mermaid {
  private Mermaid() {}

  public static String write(ServiceMap map) {
    StringBuilder out = new StringBuilder("flowchart LR\n");
    Map<Node, String> ids = new HashMap<>();
    for (Node node : map.nodes()) {
      String id = "n" + ids.size();
      ids.put(node, id);
      out.append("  ").append(id).append(shape(node)).append('\n');
    }
    for (Link link : map.links()) {
      String from = ids.getOrDefault(ServiceMap.client(link), "");
      String to = ids.getOrDefault(map.server(link), "");
      String label = quoted(Labels.of(link));
      out.append(String.format(Locale.ROOT, "  %s %s|%s| %s%n", from, arrow(link), label, to));
    }
    return out.toString().replace("\r\n", "\n");
  }

  private static String shape(Node node) {
    String name = quoted(node.name());
    return switch (node.kind()) {
      case USER -> "([" + name + "])";
      case SERVICE -> "[" + name + "]";
      case DATABASE -> "[(" + name + ")]";
      case EXTERNAL -> "{{" + name + "}}";
    };
  }

  /** Messages are dotted, what fails is thick. */
  private static String arrow(Link link) {
    if (Labels.isFailing(link)) {
      return "==>";
    }
    return link.type().equals(Link.MESSAGING) ? "-.->" : "-->";
  }

  /** Everything that Mermaid, or HTML after it, could understand is written as a number. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                out.append(' ');
              } else if (c > 127 || Character.isLetterOrDigit(c) || " ._/:,%()+-".indexOf(c) >= 0) {
                out.appendCodePoint(c);
              } else {
                out.append('#').append(c).append(';');
              }
            });
    return out.append(text.isEmpty() ? " \"" : "\"").toString();
  }
}
