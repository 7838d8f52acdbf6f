// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;

/** The workers, and how many traces they decided in each second: a gap is a gap there. */
final class WorkerLines {
  private static final int NAME = 11;

  private WorkerLines() {}

  static Section of(List<WorkerRow> workers, List<Long> pace, Look look) {
    List<AttributedString> rows = new ArrayList<>();
    if (!workers.isEmpty()) {
      rows.add(pace(pace, look));
      workers.forEach(worker -> rows.add(row(worker, look)));
    }
    Line title = new Line(look).add("Workers", look.title());
    title.add(", and traces decided in each of the last seconds", look.faint());
    return new Section(title.done(), rows, rows.size());
  }

  private static AttributedString pace(List<Long> pace, Look look) {
    Line line = new Line(look).add("  ").left("decided", NAME, look.plain());
    List<Long> fitting = pace.subList(Math.max(0, pace.size() - line.room()), pace.size());
    long most = Math.max(1, fitting.stream().mapToLong(Long::longValue).max().orElse(1));
    for (long grown : fitting) {
      String bar = grown == 0 ? " " : String.valueOf(look.bar((double) grown / most));
      line.add(bar, look.good());
    }
    return line.done();
  }

  private static AttributedString row(WorkerRow worker, Look look) {
    String partitions =
        worker.partitions().stream().map(String::valueOf).collect(Collectors.joining(" "));
    Line line = new Line(look).add("  ").left(worker.name(), NAME, look.plain());
    line.left(worker.doing(), 7, worker.works() ? look.good() : look.bad());
    line.right(Clockface.of(worker.since()), 6, look.plain());
    if (!partitions.isEmpty()) {
      line.add("   partitions ", look.faint()).add(partitions);
    }
    return line.done();
  }
}
