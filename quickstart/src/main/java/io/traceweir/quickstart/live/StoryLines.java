// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import static io.traceweir.app.outcome.Format.millis;
import static io.traceweir.app.outcome.Format.name;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** The last kept traces, a line each. */
final class StoryLines {
  private static final int MOST = 40;

  /** With fewer columns than this the story is worth more than the rule. */
  private static final int ROOMY = 70;

  private StoryLines() {}

  static Section of(List<Story> stories, Look look) {
    Line title = new Line(look).add("Last kept traces", look.title());
    title.add(stories.isEmpty() ? "" : ", those with a story first", look.faint());
    int rules = Columns.names(stories.stream().map(Story::rule).toList(), look, 6);
    List<AttributedString> rows =
        stories.isEmpty()
            ? List.of(new Line(look).add("  none yet", look.faint()).done())
            : telling(stories).stream().map(story -> row(story, rules, look)).toList();
    return new Section(title.done(), rows, 3);
  }

  /** Traces that were kept by chance must not push out those that say something. */
  private static List<Story> telling(List<Story> stories) {
    List<Story> order = new ArrayList<>();
    stories.stream().filter(story -> !story.isPlain()).forEach(order::add);
    stories.stream().filter(Story::isPlain).forEach(order::add);
    return order.subList(0, Math.min(MOST, order.size()));
  }

  private static AttributedString row(Story story, int rules, Look look) {
    Line line = new Line(look).add("  ");
    if (look.width() >= ROOMY) {
      line.left(name(story.rule()), rules, look.faint()).add(" ");
    }
    String title = Columns.text(story.title());
    String plot = story.plot().isEmpty() ? "" : ": " + Columns.text(story.plot());
    String size = ", " + story.size();
    String duration = " " + millis(story.durationMillis());
    int all = Line.columns(title + duration + size + plot);
    line.add(title).add(duration, look.title());
    if (all <= line.room() + Line.columns(title + duration)) {
      line.add(size, look.faint());
    }
    return line.add(plot, mood(story, look)).done();
  }

  private static AttributedStyle mood(Story story, Look look) {
    return switch (story.mood()) {
      case FAILED -> look.bad();
      case SLOW, WARNED -> look.warning();
      case FINE -> look.faint();
    };
  }
}
