// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.traceweir.quickstart.live.Picture.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last things that were said. Any thread may say something. */
final class Events {
  private static final int MAX = 20;

  private final Deque<Event> events = new ArrayDeque<>();

  synchronized void add(Duration at, String message) {
    message
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(line -> events.addFirst(new Event(at, line)));
    while (events.size() > MAX) {
      events.removeLast();
    }
  }

  /** The latest first. */
  synchronized List<Event> latest() {
    return List.copyOf(events);
  }
}
