// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import static io.traceweir.app.outcome.Format.count;
import static io.traceweir.app.outcome.Format.millis;
import static io.traceweir.app.outcome.Format.name;
import static io.traceweir.app.outcome.Format.percent;

import io.traceweir.app.outcome.Load;
import io.traceweir.quickstart.live.Picture.ServiceRow;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Error rate and p95 per service, with the trend of each. */
final class ServiceLines {
  private static final double BAD = 0.05;
  private static final int MOST = 15;

  /** What a full bar stands for at least, so that a single error is no tower. */
  private static final double FULL_SHARE = 0.1;

  private ServiceLines() {}

  static Section of(List<ServiceRow> services, Look look) {
    int names = Columns.names(services.stream().map(ServiceRow::service).toList(), look, 14);
    Line title = new Line(look).left("Services, recent", names + 2, look.title());
    title.right("calls", 8, look.faint()).right("errors", 9, look.faint());
    title.add(" ").left("trend", Trends.INTERVALS, look.faint());
    title.right("p95", 9, look.faint()).add(" trend", look.faint());
    List<AttributedString> rows =
        services.isEmpty()
            ? List.of(new Line(look).add("  no metrics yet", look.faint()).done())
            : services.stream()
                .sorted(Comparator.comparingDouble(ServiceLines::urgency).reversed())
                .limit(MOST)
                .map(service -> row(service, names, look))
                .toList();
    return new Section(title.done(), rows, 2);
  }

  /** The most failing ones first, so that what is cut off is what is well. */
  private static double urgency(ServiceRow service) {
    return service.load().failedShare();
  }

  private static AttributedString row(ServiceRow service, int names, Look look) {
    Load load = service.load();
    AttributedStyle errors = errors(load, look);
    Line line = new Line(look).add("  ").left(name(service.service()), names, look.plain());
    line.right(count(load.calls()), 8, look.plain());
    line.right(percent(load.failed(), load.calls()), 9, errors).add(" ");
    line.left(
        trend(service.history(), Load::failedShare, FULL_SHARE, look), Trends.INTERVALS, errors);
    line.right(millis(load.quantile(0.95)), 9, look.plain()).add(" ");
    line.add(trend(service.history(), past -> past.quantile(0.95), 0, look), look.notice());
    return line.done();
  }

  static AttributedStyle errors(Load load, Look look) {
    if (load.failed() == 0) {
      return look.faint();
    }
    return load.failedShare() >= BAD ? look.bad() : look.warning();
  }

  /** As high as the highest value, or as what a full bar stands for at least. */
  private static String trend(
      List<Load> history, ToDoubleFunction<Load> value, double full, Look look) {
    double highest =
        history.stream().mapToDouble(value).filter(v -> !Double.isNaN(v)).max().orElse(0);
    double top = Math.max(highest, full);
    StringBuilder trend = new StringBuilder();
    for (Load past : history) {
      trend.append(
          look.bar(top == 0 ? value.applyAsDouble(past) : value.applyAsDouble(past) / top));
    }
    return trend.toString();
  }
}
