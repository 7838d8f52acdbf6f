// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

import io.traceweir.rules.format.ScalarWriter.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a tree: two spaces for each level; braces and brackets where they were and while they fit
 * into a line; empty lines where they were, one at a time.
 */
final class Layout {
  static final int WIDTH = 100;

  /** How far to the right a comment in line with others may stay. */
  private static final int ALIGNED = 120;

  private Layout() {}

  static String text(SourceTree tree, List<Remark> header) {
    List<String> lines = new ArrayList<>();
    for (Remark remark : header) {
      above(remark, "", lines);
    }
    if (tree.isExplicit()) {
      lines.add("---");
    }
    List<String> body = group(tree.root(), 0);
    boolean isFollowed = header.isEmpty() || tree.lines().isFollowed(last(header).at());
    if (!header.isEmpty() && !tree.isExplicit() && !isFollowed) {
      lines.add("");
    }
    lines.addAll(body);
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private static Remark last(List<Remark> remarks) {
    return remarks.get(remarks.size() - 1);
  }

  private static void above(Remark remark, String indent, List<String> lines) {
    if (remark.isApart() && !lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
      lines.add("");
    }
    lines.add(indent + remark.text());
  }

  private static List<String> group(Group group, int indent) {
    String space = " ".repeat(indent);
    List<String> lines = new ArrayList<>();
    for (Item item : group.items()) {
      remarks(item).forEach(remark -> above(remark, space, lines));
      if (item.isApart() && !lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
        lines.add("");
      }
      lines.addAll(item(item, indent));
    }
    group.foot().forEach(remark -> above(remark, space, lines));
    return lines;
  }

  /**
   * What has to stand above: there is room for one remark beside an item, behind a dash for none.
   */
  private static List<Remark> remarks(Item item) {
    List<Remark> all = new ArrayList<>(item.above());
    List<Remark> beside = item.beside();
    if (!isBehindDash(item)) {
      all.addAll(beside.subList(0, Math.max(0, beside.size() - 1)));
      return all;
    }
    all.addAll(beside);
    Group inner = (Group) item.value();
    if (!inner.items().isEmpty()) {
      all.addAll(remarks(inner.items().get(0)));
    }
    return all;
  }

  /** A block whose first line is that of the dash. */
  private static boolean isBehindDash(Item item) {
    return item.key() == null
        && item.value() instanceof Group group
        && group.properties().isEmpty()
        && isBlock(group, indentOf(item) + 2);
  }

  /** How deep an item will stand, which says what fits beside it. */
  private static int indentOf(Item item) {
    Item holder = item.parent().holder();
    return holder == null ? 0 : indentOf(holder) + 2;
  }

  private static List<String> item(Item item, int indent) {
    String prefix =
        " ".repeat(indent) + (item.key() == null ? "-" : ScalarWriter.key(item.key()) + ":");
    if (item.value() instanceof Group group && isBlock(group, prefix.length() + 1)) {
      return block(item, group, prefix, indent);
    }
    List<String> lines = new ArrayList<>();
    Written written = line(item, prefix.length() + 1, indent);
    lines.add(beside(item, written.head().isEmpty() ? prefix : prefix + " " + written.head()));
    for (String line : written.body()) {
      lines.add(line.isEmpty() ? "" : " ".repeat(indent + 2) + line);
    }
    return lines;
  }

  private static Written line(Item item, int used, int indent) {
    if (item.value() instanceof Part.Scalar scalar) {
      return ScalarWriter.inBlock(scalar, meaning(item), WIDTH - used, WIDTH - indent - 2);
    }
    return Written.line(flow(item));
  }

  private static List<String> block(Item item, Group group, String prefix, int indent) {
    List<String> inner = group(group, indent + 2);
    List<String> lines = new ArrayList<>();
    if (isBehindDash(item)) {
      int done = remarks(group.items().get(0)).size();
      List<String> rest = inner.stream().filter(line -> !line.isEmpty()).toList();
      String first = rest.get(done);
      lines.add(prefix + " " + first.substring(indent + 2));
      lines.addAll(inner.subList(inner.indexOf(first) + 1, inner.size()));
      return lines;
    }
    String head = group.properties().isEmpty() ? prefix : prefix + " " + group.properties();
    lines.add(beside(item, head));
    lines.addAll(inner);
    return lines;
  }

  private static String beside(Item item, String line) {
    if (item.beside().isEmpty()) {
      return line;
    }
    Remark remark = last(item.beside());
    boolean stays =
        remark.column() > line.length() && remark.column() + remark.text().length() <= ALIGNED;
    return line + " ".repeat(stays ? remark.column() - line.length() : 1) + remark.text();
  }

  private static Meaning meaning(Item item) {
    List<Item> path = new ArrayList<>();
    for (Item at = item; at != null; at = at.parent().holder()) {
      path.add(0, at);
    }
    String top = path.get(0).name();
    if (top.equals("policies")) {
      return Meaning.EXACT;
    }
    if (!top.equals("rules") || path.size() < 3) {
      return Meaning.WORDS;
    }
    return switch (item.name()) {
      case "when" -> path.size() == 3 ? Meaning.CONDITION : Meaning.WORDS;
      case "keep" -> Meaning.SHARE;
      default -> Meaning.WORDS;
    };
  }

  private static boolean isBlock(Group group, int used) {
    if (group.items().isEmpty()) {
      return false;
    }
    Item holder = group.holder();
    boolean isTop =
        holder == null
            || (holder.parent().holder() == null
                && (holder.name().equals("rules") || holder.name().equals("policies")));
    return !group.isFlow() || isTop || group.hasRemarks() || used + flow(group).length() > WIDTH;
  }

  private static String flow(Item item) {
    if (item.value() instanceof Part.Scalar scalar) {
      return ScalarWriter.inFlow(scalar, meaning(item));
    }
    return item.value() instanceof Group group
        ? flow(group)
        : "*" + ((Part.Reference) item.value()).name();
  }

  private static String flow(Group group) {
    List<String> items = new ArrayList<>();
    for (Item item : group.items()) {
      String value = flow(item);
      items.add(item.key() == null ? value : (ScalarWriter.key(item.key()) + ": " + value).strip());
    }
    String joined = String.join(", ", items);
    String brackets = group.isMap() ? "{ " + joined + " }" : "[" + joined + "]";
    String written = joined.isEmpty() ? (group.isMap() ? "{}" : "[]") : brackets;
    return Written.line(written).behind(group.properties()).head();
  }
}
