// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import static io.traceweir.app.outcome.Format.count;
import static io.traceweir.app.outcome.Format.percent;

import io.traceweir.quickstart.live.Picture.Flow;
import io.traceweir.quickstart.live.Picture.Head;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** The first lines: how far it has come, what was sent and decided, and where to reach it. */
final class HeadLines {
  private static final int BAR = 24;

  /** With fewer columns than this the numbers are worth more than our name. */
  private static final int ROOMY = 70;

  private HeadLines() {}

  static List<AttributedString> of(Head head, Addresses addresses, Look look) {
    Stream<AttributedString> numbers =
        Stream.of(
            first(head, look),
            flow("sent", head.sent(), look),
            flow("decided", head.decided(), look));
    Stream<AttributedString> where =
        addresses.hasAny() ? Stream.of(where(addresses, look)) : Stream.empty();
    return Stream.concat(numbers, where).toList();
  }

  /** The page is left out where both do not fit: half an address leads nowhere. */
  private static AttributedString where(Addresses addresses, Look look) {
    Line line = new Line(look).add("  ");
    if (!addresses.otlp().isEmpty()) {
      line.add("OTLP ").add(addresses.otlp(), look.notice());
    }
    String gap = addresses.otlp().isEmpty() ? "" : "   ";
    String page = gap + "page ";
    int columns = Line.columns(page + addresses.page());
    if (!addresses.page().isEmpty() && (gap.isEmpty() || columns <= line.room())) {
      line.add(page).add(addresses.page(), look.notice());
    }
    return line.done();
  }

  private static AttributedString first(Head head, Look look) {
    Line line = new Line(look);
    line.left("Traceweir", look.width() < ROOMY ? 0 : 11, look.title()).to(2);
    line.add(time(head) + "   ");
    long decided = head.decided().traces();
    line.add("kept ").add(count(head.kept()), look.good());
    line.add(" of " + count(decided) + " (" + percent(head.kept(), decided) + ")");
    AttributedStyle waiting = head.over() && head.waiting() > 0 ? look.warning() : look.plain();
    line.add("   ").add(count(head.waiting()) + " waiting", waiting);
    if (line.room() > BAR + 3 && decided > 0) {
      String kept = look.filled((double) head.kept() / decided, BAR);
      line.add("   ").add(kept, look.good()).add(look.empty(BAR - kept.length()), look.faint());
    }
    return line.done();
  }

  private static String time(Head head) {
    String time = Clockface.of(head.elapsed());
    if (head.over()) {
      return time + " all sent";
    }
    if (!Double.isNaN(head.sentShare())) {
      return time + String.format(Locale.ROOT, " %.0f%% sent", 100 * head.sentShare());
    }
    return head.planned().isZero() ? time : time + " of " + Clockface.of(head.planned());
  }

  private static AttributedString flow(String name, Flow flow, Look look) {
    Line line = new Line(look).left("  " + name, 11, look.plain());
    line.right(count(flow.traces()), 7, look.plain()).add(" traces");
    line.right(Rate.text(flow.tracesPerSecond()), 8, look.title());
    line.right(count(flow.spans()), 11, look.plain()).add(" spans");
    return line.right(Rate.text(flow.spansPerSecond()), 8, look.title()).done();
  }
}
