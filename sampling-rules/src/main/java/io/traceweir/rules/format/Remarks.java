// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the comments of a file and gives each to what it is about: behind something in its line, to
 * that; in a line of its own, to what comes next, unless it is indented like what came before.
 */
final class Remarks {
  private final SourceTree tree;
  private final Lines lines;
  private final List<Remark> header = new ArrayList<>();

  private Remarks(SourceTree tree) {
    this.tree = tree;
    this.lines = tree.lines();
  }

  /**
   * Attaches all comments.
   *
   * @return those that stand on top of the file and belong to the whole of it
   */
  static List<Remark> attach(SourceTree tree) {
    Remarks remarks = new Remarks(tree);
    List<Remark> all = remarks.find();
    int first = tree.items().isEmpty() ? Integer.MAX_VALUE : tree.items().get(0).start();
    List<Remark> top = all.stream().filter(remark -> remark.at() < first).toList();
    int count = remarks.headerSize(top, first);
    remarks.header.addAll(top.subList(0, count));
    all.subList(count, all.size()).forEach(remarks::attach);
    return remarks.header;
  }

  static List<Remark> find(SourceTree tree) {
    return new Remarks(tree).find();
  }

  private List<Remark> find() {
    List<Remark> found = new ArrayList<>();
    int at = 0;
    for (int[] span : tree.spans()) {
      find(at, span[0], found);
      at = Math.max(at, span[1]);
    }
    find(at, lines.text().length(), found);
    return found;
  }

  private void find(int from, int to, List<Remark> found) {
    int at = from;
    while (at < to) {
      if (lines.isComment(at)) {
        int end = lines.lineEnd(at);
        String text = lines.text().substring(at, end).stripTrailing();
        found.add(new Remark(at, text, lines.column(at), lines.isFirst(at), lines.isApart(at)));
        at = end;
      }
      at++;
    }
  }

  /** Up to the last one that an empty line, or {@code ---}, separates from the first key. */
  private int headerSize(List<Remark> top, int first) {
    int size = top.size();
    int below = first;
    while (size > 0) {
      Remark remark = top.get(size - 1);
      String between = lines.text().substring(lines.lineEnd(remark.at()), below);
      boolean isSeparate =
          between.strip().startsWith("---") || between.chars().filter(c -> c == '\n').count() > 1;
      if (isSeparate || remark.text().startsWith("# yaml-language-server:")) {
        return size;
      }
      below = remark.at();
      size--;
    }
    return 0;
  }

  private void attach(Remark remark) {
    Item before = before(remark.at());
    if (before == null) {
      Item first = tree.items().isEmpty() ? null : tree.items().get(0);
      (first == null ? header : first.above()).add(remark);
    } else if (!remark.isAlone()) {
      beside(remark, before).add(remark);
    } else if (before.value().start() > remark.at() && !(before.value() instanceof Group)) {
      before.above().add(remark);
    } else {
      alone(remark, before).add(remark);
    }
  }

  /** The last item that begins before. */
  private @Nullable Item before(int at) {
    Item last = null;
    for (Item item : tree.items()) {
      if (item.start() > at) {
        return last;
      }
      last = item;
    }
    return last;
  }

  private @Nullable Item after(int at) {
    return tree.items().stream().filter(item -> item.start() > at).findFirst().orElse(null);
  }

  /** Behind a closing bracket: of what holds the brackets. */
  private static List<Remark> beside(Remark remark, Item before) {
    Item item = before;
    while (item.parent().isFlow()
        && item.parent().end() <= remark.at()
        && item.parent().holder() != null) {
      item = item.parent().holder();
    }
    return item.beside();
  }

  /** A list may begin in the column of its key, and then the column alone does not tell. */
  private boolean isDirectlyAbove(Remark remark, Item next) {
    int from = lines.nextLine(remark.at());
    int to = lines.lineStart(next.start());
    boolean isApart =
        from < to && lines.text().substring(from, to).lines().anyMatch(String::isBlank);
    return remark.column() == lines.column(next.start()) && !isApart;
  }

  private List<Remark> alone(Remark remark, Item before) {
    Item next = after(remark.at());
    Group wanted = next == null ? null : next.parent();
    if (next != null && before.value() == wanted) {
      return next.above();
    }
    if (next != null && isDirectlyAbove(remark, next)) {
      return next.above();
    }
    // an empty pair of brackets has nothing inside that a comment could belong to
    Group group = before.parent();
    while (group != null && group != wanted) {
      boolean isInside =
          group.isFlow()
              ? remark.at() < group.end()
              : group.items().isEmpty()
                  || remark.column() >= lines.column(group.items().get(0).start());
      if (isInside || group.holder() == null) {
        return group.foot();
      }
      group = group.holder().parent();
    }
    return next == null ? tree.root().foot() : next.above();
  }
}
