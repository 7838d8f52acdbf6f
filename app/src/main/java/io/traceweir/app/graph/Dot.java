// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.graph;

/** The graph in the language of Graphviz. */
public final class Dot {
  private Dot() {}

  public static String write(ServiceMap map) {
    StringBuilder out = new StringBuilder("digraph services {\n");
    out.append("  rankdir=LR;\n");
    out.append("  node [shape=box, style=rounded, fontname=\"Helvetica\"];\n");
    out.append("  edge [fontname=\"Helvetica\", fontsize=10];\n");
    for (Node node : map.nodes()) {
      out.append("  ").append(quoted(node.id())).append(" [label=").append(quoted(node.name()));
      out.append(shape(node)).append("];\n");
    }
    for (Link link : map.links()) {
      out.append("  ").append(quoted(ServiceMap.client(link).id())).append(" -> ");
      out.append(quoted(map.server(link).id())).append(" [label=").append(quoted(Labels.of(link)));
      out.append(style(link)).append("];\n");
    }
    return out.append("}\n").toString();
  }

  private static String shape(Node node) {
    return switch (node.kind()) {
      case USER -> ", shape=oval, style=solid";
      case SERVICE -> "";
      case DATABASE -> ", shape=cylinder, style=solid";
      case EXTERNAL -> ", style=\"rounded,dashed\"";
    };
  }

  private static String style(Link link) {
    String line = link.type().equals(Link.MESSAGING) ? ", style=dashed" : "";
    return Labels.isFailing(link) ? line + ", color=\"#c81e3a\", penwidth=2" : line;
  }

  /** A backslash would begin an escape, such as the name of the graph. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\');
              }
              out.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            });
    return out.append('"').toString();
  }
}
