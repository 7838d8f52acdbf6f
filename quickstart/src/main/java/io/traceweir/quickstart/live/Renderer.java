// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** Draws a picture into the room there is. Pure. */
final class Renderer {
  private Renderer() {}

  /**
   * Lines that are no wider than the look is, and no more of them than the height.
   *
   * @param height in rows
   */
  static List<AttributedString> draw(Picture picture, Look look, int height) {
    List<AttributedString> lines =
        new ArrayList<>(HeadLines.of(picture.head(), picture.addresses(), look));
    Section invite = InviteLines.of(picture.head(), picture.addresses(), look);
    Section workers = WorkerLines.of(picture.crew().workers(), picture.crew().pace(), look);
    Section rules = RuleLines.of(picture.rules(), look);
    Section services = ServiceLines.of(picture.services(), look);
    Section edges = EdgeLines.of(picture.edges(), look);
    Section stories = StoryLines.of(picture.stories(), look);
    Section events = EventLines.of(picture.events(), !workers.isEmpty(), look);
    boolean watched = !workers.isEmpty();
    List<Section> order =
        watched
            ? List.of(workers, events, rules, services, edges, stories)
            : List.of(invite, rules, services, edges, stories, events);
    List<Section> importance =
        watched
            ? List.of(workers, events, rules, stories, services, edges)
            : List.of(invite, rules, stories, events, services, edges);
    lines.addAll(new Layout(order, height - lines.size()).lines(importance));
    return List.copyOf(lines.subList(0, Math.max(0, Math.min(height, lines.size()))));
  }
}
