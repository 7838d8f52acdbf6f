// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import static io.traceweir.app.outcome.Format.millis;
import static io.traceweir.app.outcome.Format.name;
import static io.traceweir.app.outcome.Format.percent;

import io.traceweir.app.outcome.Load;
import io.traceweir.quickstart.live.Picture.EdgeRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;

/** The slowest edges on the left, the most failing ones on the right. */
final class EdgeLines {
  private static final int GAP = 2;
  private static final int NUMBER = 8;
  private static final int WIDEST = 60;
  private static final int MOST = 8;

  private EdgeLines() {}

  static Section of(List<EdgeRow> edges, Look look) {
    int half = Math.min(WIDEST, (look.width() - GAP) / 2);
    Line title = new Line(look).left("Slowest edges, p95", half + GAP, look.title());
    title.add("Most failing edges", look.title());
    List<AttributedString> slow = slowest(edges).map(edge -> slow(edge, half, look)).toList();
    List<AttributedString> failing = failing(edges).map(edge -> failing(edge, half, look)).toList();
    List<AttributedString> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST, Math.max(slow.size(), failing.size())); i++) {
      Line line = new Line(look);
      if (i < slow.size()) {
        line.add(slow.get(i), half);
      }
      line.to(half + GAP);
      if (i < failing.size()) {
        line.add(failing.get(i), half);
      } else if (i == 0) {
        line.add("  none fails", look.faint());
      }
      rows.add(line.done());
    }
    return new Section(title.done(), rows, 2);
  }

  private static Stream<EdgeRow> slowest(List<EdgeRow> edges) {
    return edges.stream()
        .filter(edge -> !Double.isNaN(edge.load().quantile(0.95)))
        .sorted(
            Comparator.comparingDouble((EdgeRow edge) -> edge.load().quantile(0.95)).reversed());
  }

  private static Stream<EdgeRow> failing(List<EdgeRow> edges) {
    return edges.stream()
        .filter(edge -> edge.load().failed() > 0)
        .sorted(Comparator.comparingDouble((EdgeRow edge) -> edge.load().failedShare()).reversed());
  }

  private static AttributedString slow(EdgeRow edge, int width, Look look) {
    return edge(edge, width, look)
        .right(millis(edge.load().quantile(0.95)), NUMBER, look.plain())
        .to(width)
        .done();
  }

  private static AttributedString failing(EdgeRow edge, int width, Look look) {
    Load load = edge.load();
    return edge(edge, width, look)
        .right(percent(load.failed(), load.calls()), NUMBER, ServiceLines.errors(load, look))
        .to(width)
        .done();
  }

  private static Line edge(EdgeRow edge, int width, Look look) {
    String arrow = name(edge.arrow().client()) + look.arrow() + name(edge.arrow().server());
    return new Line(look, width).add("  ").left(arrow, width - 2 - NUMBER, look.plain());
  }
}
