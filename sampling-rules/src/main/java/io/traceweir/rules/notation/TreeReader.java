// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import io.traceweir.rules.notation.Piece.Assignment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lines into a tree: what is indented more belongs to what is indented less above it. */
final class TreeReader {
  static final int MAX_DEPTH = 100;

  private final Mistakes mistakes;
  private final Traits traits;
  private final Header header;
  private final Deque<Level> open = new ArrayDeque<>();
  private final List<SpanDraft> tops = new ArrayList<>();
  private final List<LogDraft> logs = new ArrayList<>();

  private record Level(int indent, Draft draft) {}

  TreeReader(Mistakes mistakes) {
    this.mistakes = mistakes;
    this.traits = new Traits(mistakes);
    this.header = new Header(mistakes);
  }

  WrittenTrace read(List<Line> lines) {
    boolean hasHeader = !lines.isEmpty() && lines.get(0).beginsWith("trace");
    if (hasHeader) {
      header.read(lines.get(0));
    }
    for (Line line : lines.subList(hasHeader ? 1 : 0, lines.size())) {
      closeLevels(line);
      item(line);
    }
    return new WrittenTrace(header.id, header.rv, header.start, tops, logs);
  }

  /** Goes back to the line that this one belongs to. */
  private void closeLevels(Line line) {
    int last = line.indent();
    while (!open.isEmpty() && line.indent() <= open.getFirst().indent()) {
      last = open.pop().indent();
    }
    if (last != line.indent()) {
      int outer = open.isEmpty() ? -1 : open.getFirst().indent();
      mistakes.add(
          line.offset(),
          "indented by "
              + line.indent()
              + (outer < 0
                  ? "; lines above it are by "
                  : "; lines above it are by " + outer + " or ")
              + last);
    }
  }

  private void item(Line line) {
    Draft above = open.isEmpty() ? null : open.getFirst().draft();
    if (line.isOfAttributes()) {
      attributes(line, above);
    } else if (above != null && !(above instanceof SpanDraft)) {
      mistakes.add(line.offset(), "only `key=value` can stand below a log or an event");
    } else if (open.size() == MAX_DEPTH) {
      mistakes.add(line.offset(), "nested deeper than " + MAX_DEPTH + " levels");
    } else {
      Draft draft = draft(line, (SpanDraft) above);
      if (draft != null) {
        open.push(new Level(line.indent(), draft));
      }
    }
  }

  private @Nullable Draft draft(Line line, @Nullable SpanDraft above) {
    if (line.beginsWith("log")) {
      LogDraft log = new LogDraft(line.offset(), above);
      new LogLine(mistakes).read(line, log);
      (above == null ? logs : above.logs).add(log);
      return log;
    }
    if (line.beginsWith("event")) {
      return event(line, above);
    }
    if (line.beginsWith("trace")) {
      mistakes.add(
          line.offset(), "the line `trace` comes first; a service of this name needs quotes");
      return null;
    }
    SpanDraft span = new SpanDraft(line.offset(), above);
    new SpanLine(mistakes).read(line, span);
    (above == null ? tops : above.children).add(span);
    checkTop(line, span);
    return span;
  }

  private @Nullable Draft event(Line line, @Nullable SpanDraft above) {
    if (above == null) {
      mistakes.add(line.offset(), "an event stands below its span, indented");
      return null;
    }
    EventDraft event = new EventDraft(line.offset(), above);
    new EventLine(mistakes).read(line, event);
    above.events.add(event);
    return event;
  }

  private void checkTop(Line line, SpanDraft span) {
    boolean isSecond = span.parent == null && tops.size() > 1;
    if (isSecond && !span.isOrphan && !span.isRoot) {
      mistakes.add(
          line.offset(),
          "a second span without a parent: indent it below its parent, or add `orphan` when its"
              + " parent is missing, or `root` when it has none");
    }
  }

  private void attributes(Line line, @Nullable Draft above) {
    if (above == null) {
      mistakes.add(line.offset(), "`key=value` stands behind a span, log or event, or below it");
      return;
    }
    for (Piece piece : line.pieces()) {
      if (!(piece instanceof Assignment set)) {
        mistakes.add(piece, "only `key=value` can stand in a line that begins with one");
      } else if (above instanceof SpanDraft span) {
        traits.assign(set, span);
      } else if (above instanceof LogDraft log) {
        traits.assign(set, log);
      } else if (above instanceof EventDraft event) {
        traits.assign(set, event);
      }
    }
  }
}
