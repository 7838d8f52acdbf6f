// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.traceweir.quickstart.live.Picture.Event;
import java.util.List;
import org.jline.utils.AttributedString;

/** What was said beside the numbers, the latest first. */
final class EventLines {
  private static final int MOST = 6;

  /** Where events are what there is to see. */
  private static final int MANY = 12;

  private EventLines() {}

  /**
   * @param watched whether events matter more than the traces
   */
  static Section of(List<Event> events, boolean watched, Look look) {
    return new Section(
        new Line(look).add("Events", look.title()).done(),
        events.stream().limit(watched ? MANY : MOST).map(event -> row(event, look)).toList(),
        watched ? MOST : 1);
  }

  private static AttributedString row(Event event, Look look) {
    return new Line(look)
        .add("  ")
        .add(Clockface.of(event.at()) + " ", look.faint())
        .add(Columns.text(event.text()), look.notice())
        .done();
  }
}
